import type { TaskRow } from '../../../db/reads/task.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import type { Icon } from '../../../templates/icons.ts';
import type { Language } from '../../language.ts';
import { dueIn } from '../due.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { WORDS } from './words.ts';

/** The glyph of each kind of task. */
const KIND_GLYPHS: Readonly<Record<TaskKind, Icon>> = {
  paymentReview: 'wallet',
  redemptionReview: 'receipt',
  supplement: 'back',
  payout: 'bank',
  contractChange: 'handshake',
};

/** For whom a row is drawn, and in what list it stands. */
export interface RowShowing {
  readonly account: Account;
  readonly calendar: Calendar;
  readonly now: string;
  readonly language: Language;
  readonly csrfToken: string;
  readonly filter: Query;
  /** What was refused when this row's button was pressed. */
  readonly refused?: { readonly taskId: string; readonly text: string } | undefined;
}

/** A task as a line of the inbox: what, until when, whose, and the one thing to do next. */
export function taskRow(task: TaskRow, showing: RowShowing) {
  const { account, calendar, now, language, refused } = showing;
  const words = WORDS[language];
  const supplement = task.kind === 'supplement';
  const mine = task.claimedBy?.id === account.id;
  return {
    words,
    id: task.id,
    number: task.number,
    glyph: KIND_GLYPHS[task.kind],
    title: `${TASK_KINDS[task.kind][language]}${language === 'zh' ? '：' : ': '}${task.product}`,
    href: supplement ? paths.orderSupplement(task.orderId) : paths.task(task.id),
    due: dueIn(calendar, task.dueAt, now, language),
    who: task.claimedBy && { name: mine ? words.you : task.claimedBy.name, glyph: mine ? 'user-check' : 'user' },
    mine,
    claim: task.claimedBy === null && !supplement && claimForm(task, 'claim', showing),
    release: mine && claimForm(task, 'release', showing),
    go: supplement ? words.supplement : mine ? words.go : task.claimedBy !== null && words.look,
    refused: refused?.taskId === task.id && refused.text,
  };
}

const claimForm = ({ id }: TaskRow, act: 'claim' | 'release', { csrfToken, filter }: RowShowing) => ({
  action: paths.taskClaim(id, filter),
  act,
  csrfToken,
});
