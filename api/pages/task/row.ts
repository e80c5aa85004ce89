import type { Account } from '../../../db/reads/account.ts';
import type { OrderFile } from '../../../db/reads/order.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { orderRedeemableFen, outstandingFen } from '../../../domain/order/amounts.ts';
import { openChange } from '../../../domain/order/order.ts';
import { refusal } from '../../../domain/refusals.ts';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import type { Icon } from '../../../templates/icons.ts';
import type { InboxLine } from '../../actions/inbox.ts';
import { dueIn } from '../due.ts';
import { filled, LIST_COMMA } from '../interpolate.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { addLabel } from '../form-errors.ts';
import { WORDS } from './words.ts';

/** The glyph of each kind of task. */
const KIND_GLYPHS: Readonly<Record<TaskKind, Icon>> = {
  paymentReview: 'wallet',
  redemptionReview: 'receipt',
  supplement: 'back',
  payout: 'bank',
  contractChange: 'handshake',
};

/** For whom a line is drawn, and in what list it stands. */
export interface RowShowing {
  readonly account: Account;
  readonly calendar: Calendar;
  readonly now: string;
  readonly language: Language;
  readonly csrfToken: string;
  readonly filter: Query;
  /** What was refused when this line's button was pressed. */
  readonly refused?: { readonly taskId: string; readonly text: string } | undefined;
}

/** A task as a line of the inbox: what, until when, whose, and the one thing to do next. @source D6 */
export function taskRow(line: InboxLine, showing: RowShowing) {
  const { task } = line;
  const { account, calendar, now, language, refused } = showing;
  const words = WORDS[language];
  const supplement = task.kind === 'supplement';
  const mine = task.claimedBy?.id === account.id;
  const open = task.claimedBy === null;
  return {
    words,
    id: task.id,
    number: task.number,
    glyph: KIND_GLYPHS[task.kind],
    title: addLabel(TASK_KINDS[task.kind][language], task.product, language),
    href: supplement ? paths.orderSupplement(task.orderId) : paths.task(task.id),
    details: detailsOf(line, account, language),
    note: noteOf(line, mine, language),
    due: dueIn(calendar, task.dueAt, now, language),
    who: task.claimedBy && { name: mine ? words.you : task.claimedBy.name, glyph: mine ? 'user-check' : 'user' },
    viewers:
      line.viewers.length > 0 &&
      filled(words.looking, { names: line.viewers.map(({ name }) => name).join(LIST_COMMA[language]) }),
    mine,
    claim: open && line.mayClaim.allowed && claimForm(line, 'claim', showing),
    release: mine && claimForm(line, 'release', showing),
    go: supplement ? words.supplement : mine ? words.go : !(open && line.mayClaim.allowed) && words.look,
    strong: mine || supplement,
    refused: refused?.taskId === task.id && refused.text,
  };
}

/** The other party and the sum in question, by what is to be decided. */
function detailsOf({ task, file }: InboxLine, { organizationId }: Account, language: Language): string {
  const { institution, enterprise } = file.names;
  const other = organizationId !== null || task.kind === 'paymentReview' ? enterprise : institution;
  return [other, sumOf(task.kind, file, language)].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function sumOf(kind: TaskKind, { order }: OrderFile, language: Language): string {
  const words = WORDS[language];
  switch (kind) {
    case 'paymentReview':
      return filled(words.voucherPart, { amount: groupedYuan(order.voucherAmountFen) });
    case 'redemptionReview':
    case 'supplement': {
      const limit = orderRedeemableFen(order);
      return limit === null ? '' : filled(words.redeemPart, { amount: groupedYuan(limit) });
    }
    case 'payout':
      return filled(words.payPart, { amount: groupedYuan(outstandingFen(order)) });
    case 'contractChange': {
      const change = openChange(order);
      return change ? filled(words.changePart, { amount: groupedYuan(change.voucherAmountFen) }) : '';
    }
  }
}

/** What stands in the way before anyone opens it: a second person is needed, or this one may not decide. */
function noteOf({ task, file: { order }, mayDecide }: InboxLine, mine: boolean, language: Language): string | false {
  if (!mayDecide.allowed && mayDecide.code !== 'task.claimed-by-another' && task.kind !== 'supplement')
    return refusal(mayDecide.code)[language];
  const [first] = order.approvals;
  if (task.kind !== 'redemptionReview' || !first || mine) return false;
  return filled(WORDS[language].secondPerson, { amount: groupedYuan(first.amountFen) });
}

const claimForm = ({ task: { id } }: InboxLine, act: 'claim' | 'release', { csrfToken, filter }: RowShowing) => ({
  action: paths.taskClaim(id, filter),
  act,
  csrfToken,
});
