import type { Page } from './page.ts';
import { ATTACHMENT_PAGES } from './attachment/pages.ts';
import { MAIL_PAGES } from './mail/pages.ts';
import { NOTIFICATION_PAGES } from './notification/pages.ts';
import { OPERATION_PAGES } from './operation/pages.ts';
import { ORDER_PAGES } from './order/pages.ts';
import { PASSWORD_RESET_PAGES } from './password-reset/pages.ts';
import { PAYOUT_BATCH_PAGES } from './payout-batch/pages.ts';
import { PRODUCT_PAGES } from './product/pages.ts';
import { PREFERENCE_PAGES } from './preference/pages.ts';
import { REGISTRATION_PAGES } from './registration/pages.ts';
import { SECURITY_PAGES } from './security/pages.ts';
import { SESSION_PAGES } from './session/pages.ts';
import { TASK_PAGES } from './task/pages.ts';
import { VOUCHER_PAGES } from './voucher/pages.ts';

/** Every page there is. Tests of rights, of accessibility and the screens in `docs/screens` are made from it. */
export const PAGES: readonly Page[] = [
  SESSION_PAGES,
  REGISTRATION_PAGES,
  ORDER_PAGES,
  PRODUCT_PAGES,
  VOUCHER_PAGES,
  TASK_PAGES,
  PAYOUT_BATCH_PAGES,
  NOTIFICATION_PAGES,
  PREFERENCE_PAGES,
  SECURITY_PAGES,
  PASSWORD_RESET_PAGES,
  MAIL_PAGES,
  OPERATION_PAGES,
  ATTACHMENT_PAGES,
].flat();
