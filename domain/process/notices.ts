/** Who is told: a party's members, the center's, whoever the case is about, the members of the group whose turn it is, of the one whose turn the step has ended, its supervisors, the administrators. */
export type Audience =
  | 'institution'
  | 'enterprise'
  | 'center'
  | 'account'
  | 'group'
  | 'formerGroup'
  | 'supervisors'
  | 'admin';

export interface NoticeRow {
  readonly to: readonly Audience[];
  readonly zh: string;
  readonly en: string;
  readonly source: string;
}

/** What people are told of any process's task. `{…}` are filled from the notice's facts. @source D20 */
export const TASK_NOTICES = {
  'task.reminder': {
    to: ['group'],
    zh: '{label} {number} 的任务等待办理。',
    en: '{label} {number}: a task waits for you.',
    source: 'D20',
  },
  'task.overdue': {
    to: ['supervisors'],
    zh: '{label} {number} 的任务已到期未办结。',
    en: '{label} {number}: a task is due and not decided.',
    source: 'D20',
  },
  'task.escalated': {
    to: ['admin'],
    zh: '{label} {number} 的任务逾期已久，请督办。',
    en: '{label} {number}: a task is long overdue.',
    source: 'D20',
  },
} as const satisfies Record<string, NoticeRow>;
