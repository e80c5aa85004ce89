import type { Account } from '../../../db/reads/account.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import type { Language } from '../../../domain/language.ts';
import { refusal } from '../../../domain/refusals.ts';
import { TASK_KINDS } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import type { Icon } from '../../../templates/icons.ts';
import type { InboxLine } from '../../actions/inbox.ts';
import { dueIn } from '../due.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { addLabel } from '../form-errors.ts';
import { describeOrderTask, findSecondPerson } from '../order/desk/inbox-row.ts';
import { hrefOfTask } from './desks.ts';
import { WORDS } from './words.ts';

/** The glyph of each kind of task. */
const KIND_GLYPHS: Readonly<Record<TaskKind, Icon>> = {
  paymentReview: 'wallet',
  redemptionReview: 'receipt',
  supplement: 'back',
  payout: 'bank',
  contractChange: 'handshake',
  closure: 'close',
  passwordReset: 'lock',
};

/** For whom a line is drawn, and in what list it stands. */
export interface RowShowing {
  readonly account: Account;
  readonly calendar: Calendar;
  readonly now: string;
  readonly language: Language;
  readonly csrfToken: string;
  /** The inbox it is a line of: filter and page. */
  readonly inbox: Query;
  /** What was refused when this line's button was pressed. */
  readonly refused?: { readonly taskId: string; readonly text: string } | undefined;
}

/** A task as a line of the inbox: what, until when, whose, and the one thing to do next. @source D6 */
export function taskRow(line: InboxLine, showing: RowShowing) {
  const { task } = line;
  const { account, calendar, now, language, refused, inbox } = showing;
  const words = WORDS[language];
  const isApplicants = TASK_KINDS[task.kind].applicants;
  const mine = task.claimedBy?.id === account.id;
  const open = task.claimedBy === null;
  const note = findObstacle(line, mine, language);
  return {
    words,
    id: task.id,
    number: task.title.number,
    glyph: KIND_GLYPHS[task.kind],
    title: addLabel(TASK_KINDS[task.kind][language], task.title.name ?? task.title.number, language),
    href: hrefOfTask(task, inbox),
    details: describeSubject(line, account, language),
    note,
    claims: !isApplicants,
    due: dueIn(calendar, task.dueAt, now, language),
    who: task.claimedBy && { name: mine ? words.you : task.claimedBy.name, glyph: mine ? 'user-check' : 'user' },
    viewers:
      line.viewers.length > 0 &&
      interpolate(words.looking, { names: line.viewers.map(({ name }) => name).join(LIST_COMMA[language]) }),
    mine,
    claim: open && line.mayClaim.allowed && claimForm(line, 'claim', showing),
    release: mine && claimForm(line, 'release', showing),
    go: isApplicants ? words.supplement : mine ? words.go : !(open && line.mayClaim.allowed) && words.look,
    strong: mine || isApplicants,
    refused: refused?.taskId === task.id && refused.text !== note && refused.text,
  };
}

/** What a line says of its subject besides its title. */
function describeSubject({ task, subject }: InboxLine, account: Account, language: Language): string {
  return subject.type === 'order'
    ? describeOrderTask({ task, file: subject.record }, account, language)
    : (subject.record.reset.requested?.username ?? '');
}

/** What stands in the way before anyone opens it: a second person is needed, or this one may not decide. */
function findObstacle({ task, subject, mayDecide }: InboxLine, mine: boolean, language: Language): string | false {
  if (!mayDecide.allowed && mayDecide.code !== 'task.claimed-by-another' && !TASK_KINDS[task.kind].applicants)
    return refusal(mayDecide.code)[language];
  return subject.type === 'order' && findSecondPerson({ task, file: subject.record }, mine, language);
}

const claimForm = ({ task: { id } }: InboxLine, act: 'claim' | 'release', { csrfToken, inbox }: RowShowing) => ({
  action: paths.taskClaim(id, inbox),
  act,
  csrfToken,
});
