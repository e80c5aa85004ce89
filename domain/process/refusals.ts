import type { RefusalRow } from './refusal-row.ts';

/** What every process refuses for: tasks, files, accounts. */
export const PROCESS_REFUSALS = {
  'task.claimed-by-another': {
    status: 409,
    source: 'D6',
    zh: '该任务已由其他人员认领。',
    en: 'Someone else has claimed this task.',
  },
  'task.not-found': { status: 404, source: 'D6', zh: '没有找到这个任务。', en: 'There is no such task.' },
  'task.not-open': { status: 409, source: 'D6', zh: '该任务已经办结。', en: 'This task is closed already.' },
  'task.not-claimed-by-you': {
    status: 409,
    source: 'D6',
    zh: '该任务不由您认领。',
    en: 'You have not claimed this task.',
  },
  'task.no-claim': { status: 409, source: 'D5', zh: '补正任务无需认领。', en: 'A supplement is not claimed.' },
  'attachment.unknown': {
    status: 422,
    source: 'L84',
    zh: '没有这个附件，或不能用于这里。',
    en: 'There is no such file, or it cannot be used here.',
  },
  'account.not-allowed': { status: 403, source: 'D6', zh: '该账号已停用。', en: 'This account is not active.' },
} as const satisfies Record<string, RefusalRow>;
