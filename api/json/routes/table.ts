import type { Route } from '../route.ts';
import { attachmentRoutes } from './attachment.ts';
import { commandRoutes } from './command.ts';
import { decisionRoutes } from './decision.ts';
import { notificationRoutes } from './notification.ts';
import { orderStepRoutes } from './order-steps.ts';
import { orderRoutes } from './order.ts';
import { passwordResetRoutes } from './password-reset.ts';
import { payoutBatchRoutes } from './payout-batch.ts';
import { productRoutes } from './product.ts';
import { registrationRoutes } from './registration.ts';
import { sessionRoutes } from './session.ts';
import { taskRoutes } from './task.ts';
import { viewingRoutes } from './viewing.ts';
import { voucherRoutes } from './voucher.ts';

/** Every call of the JSON interface: mounts Express, makes the OpenAPI document, and is what the tests are generated from. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...registrationRoutes,
  ...productRoutes,
  ...voucherRoutes,
  ...orderRoutes,
  ...orderStepRoutes,
  ...viewingRoutes,
  ...taskRoutes,
  ...decisionRoutes,
  ...payoutBatchRoutes,
  ...passwordResetRoutes,
  ...attachmentRoutes,
  ...notificationRoutes,
  ...commandRoutes,
];
