import { shanghaiTime } from '../../../domain/day.ts';
import type { Subject } from '../../../domain/process/subject.ts';
import { isOpenTask, TASK_KINDS } from '../../../domain/task.ts';
import { mayClaimTask } from '../../../domain/task-claim.ts';
import { interpolate } from '../../../domain/words.ts';
import { DUE_MEANINGS, dueIn } from '../due.ts';
import { paths } from '../paths.ts';
import { addLabel } from '../form-errors.ts';
import type { TaskCase } from './case.ts';
import { DESK_WORDS } from './desk-words.ts';

/** What a desk says of the subject of its task. */
export interface DeskSubject extends Subject {
  readonly name: string;
  readonly number: string;
  readonly version: number;
  readonly tag: object;
  /** The task that waits on it now. */
  readonly openTask: { readonly id: string } | null;
  /** What decides, with the task, on who may claim it. */
  readonly creditCodes: readonly string[];
  readonly approvedBy: readonly string[];
  /** The first facts: its number, and whose it is. */
  readonly facts: readonly object[];
}

/** What stands at the top of every desk: what it is, whose, until when, and the way to the tasks beside it. */
export function deskHead(shown: TaskCase, subject: DeskSubject) {
  const { task, language, neighbours, inbox } = shown;
  const words = DESK_WORDS[language];
  const kind = TASK_KINDS[task.kind][language];
  return {
    title: addLabel(kind, subject.name, language),
    tag: subject.tag,
    crumbs: [
      { label: words.tasksCrumb, href: `${paths.tasks(inbox)}#task-${task.id}` },
      { label: kind, href: paths.tasks({ kind: task.kind }) },
      { label: subject.number },
    ],
    facts: [...subject.facts, ...factsOf(shown, subject)],
    versionSeen: interpolate(words.versionSeen, { n: subject.version }),
    previous: neighbours.previous && paths.task(neighbours.previous, inbox),
    next: neighbours.next && paths.task(neighbours.next, inbox),
    claim: mayClaim(shown, subject) && claimForm(shown, 'claim'),
    release: isOpenTask(task) && task.claimedBy?.id === shown.account.id && claimForm(shown, 'release'),
  };
}

/** Whether the reader may take a task that nobody has: not whoever approved first, where a second person must. @source D6 */
const mayClaim = ({ task, account }: TaskCase, { creditCodes, approvedBy }: DeskSubject): boolean =>
  task.claimedBy === null && mayClaimTask({ ...task, claimedBy: null, creditCodes, approvedBy }, account).allowed;

function factsOf(shown: TaskCase, subject: DeskSubject) {
  const { task, closing, language, calendar, now } = shown;
  const words = DESK_WORDS[language];
  const due = dueIn(calendar, task.dueAt, now, language);
  const submitted = shanghaiTime(task.openedAt);
  const version = interpolate(words.version, { n: closing?.seenVersion ?? subject.version });
  return [
    { label: words.submitted, value: language === 'zh' ? `${submitted}（${version}）` : `${submitted} (${version})` },
    ...(isOpenTask(task)
      ? [{ label: words.due, value: `${due.words} · ${due.date}`, tone: DUE_MEANINGS[due.how] }]
      : []),
    { label: words.who, value: whoOf(shown) },
  ];
}

/** Who decided, or has it now. */
function whoOf({ task, closing, account, language }: TaskCase): string {
  const words = DESK_WORDS[language];
  const who = task.state === 'done' ? closing?.by : task.claimedBy;
  if (!who) return words.nobody;
  return who.id === account.id ? words.you : who.name;
}

const claimForm = ({ task, csrfToken, inbox }: TaskCase, act: 'claim' | 'release') => ({
  action: paths.taskClaim(task.id, inbox),
  act,
  csrfToken,
});
