import type { Role } from '../role.ts';
import { DECIDERS } from '../role.ts';

/** An event people may have mails of: its subject line, and who may ever be told. */
export interface MailEvent {
  readonly zh: string;
  readonly en: string;
  /** Who may ever be told: what a person's page of preferences lists follows from their roles. */
  readonly told: readonly Role[];
}

/** Events under a heading. */
export interface MailGroup {
  readonly zh: string;
  readonly en: string;
  readonly events: Readonly<Record<string, MailEvent>>;
}

/** The events of every process's tasks. @source D20 */
export const TASK_MAIL_EVENTS = {
  'task.reminder': { zh: '任务待办理', en: 'A task waits', told: ['institution', ...DECIDERS] },
  'task.overdue': { zh: '任务到期未办结', en: 'A task is overdue', told: [...DECIDERS, 'admin'] },
  'task.escalated': { zh: '任务逾期督办', en: 'A task is long overdue', told: ['admin'] },
} as const satisfies Record<string, MailEvent>;
