import type { Role } from '../../../domain/role.ts';
import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { takeClaim } from './claim.ts';
import { showDecided } from './decided.ts';
import { takeDecision } from './decision.ts';
import { showDesk } from './desk.ts';
import { showInbox } from './inbox.ts';

/** Whoever has tasks: those who decide for the scheme, and for 补正 the institution's members. @source D5, D6 */
const TASKED: readonly Role[] = ['park', 'center', 'finance', 'admin', 'institution'];

/** Those who decide for the scheme. @source D6 */
const DECIDING: readonly Role[] = ['park', 'center', 'finance', 'admin'];

/** What waits for people's decisions. */
export const TASK_PAGES: readonly Page[] = [
  page('/tasks', TASKED, showInbox),
  page('/tasks/decided', DECIDING, showDecided),
  page('/tasks/:id', TASKED, showDesk),
  form('/tasks/:id/claim', TASKED, takeClaim),
  form('/tasks/:id/decisions/:step', TASKED, takeDecision),
];
