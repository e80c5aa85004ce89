import { STAFF } from '../../../domain/role.ts';
import { TASKED } from '../../../domain/task.ts';
import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { takeClaim } from './claim.ts';

import { showHistory } from './history.ts';
import { showInbox } from './inbox.ts';
import { showDesk, takeDecision } from './show.ts';

/** What waits for people's decisions. */
export const TASK_PAGES: readonly Page[] = [
  page('/tasks', TASKED, showInbox),
  page('/tasks/decided', STAFF, showHistory),
  page('/tasks/:id', TASKED, showDesk),
  form('/tasks/:id/claim', TASKED, takeClaim),
  form('/tasks/:id/decisions/:step', TASKED, takeDecision),
];
