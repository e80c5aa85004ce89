import { STAFF } from '../../../domain/role.ts';
import { TASKED } from '../../../domain/task.ts';
import type { Page } from '../page.ts';
import { download, form, page } from '../page.ts';
import { takeClaim } from './claim.ts';
import { exportDecisions } from './history-export.ts';
import { showHistory } from './history.ts';
import { showInbox } from './inbox.ts';
import { takeReadingFault } from './reading-fault.ts';
import { showDesk, takeDecision } from './show.ts';

/** What waits for people's decisions. */
export const TASK_PAGES: readonly Page[] = [
  page('/tasks', TASKED, showInbox),
  page('/tasks/decided', STAFF, showHistory),
  download('/tasks/decided/export.xlsx', STAFF, exportDecisions('xlsx')),
  download('/tasks/decided/export.csv', STAFF, exportDecisions('csv')),
  page('/tasks/:id', TASKED, showDesk),
  form('/tasks/:id/claim', TASKED, takeClaim),
  form('/tasks/:id/papers/:attachmentId/faults', TASKED, takeReadingFault),
  form('/tasks/:id/decisions/:step', TASKED, takeDecision),
];
