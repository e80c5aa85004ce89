import { shanghaiTime } from '../../../../domain/day.ts';
import { orderStep } from '../../../../domain/order/steps.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { reasonIn } from '../../../../domain/order/ready-reasons.ts';
import { interpolate } from '../../../../domain/words.ts';
import { LIST_COMMA } from '../../list-comma.ts';
import { shownFiles } from '../../task/viewer.ts';
import type { Shown } from '../../task/viewer.ts';
import { fieldsOf, filesIn } from '../submission-fields.ts';
import type { SubmittedField } from '../submission-fields.ts';
import { SUBMISSION_WORDS } from '../submission-words.ts';
import { sentBackBetween, submissionsIn } from '../submissions.ts';
import type { Submission, Submitted } from '../submissions.ts';
import type { Case } from './case.ts';

/** What the tasks of each kind review; null where nothing is submitted for them. */
const REVIEWED: Readonly<Record<TaskKind, Submitted | null>> = {
  paymentReview: 'payment',
  redemptionReview: 'claim',
  contractChange: 'change',
  supplement: null,
  payout: null,
  closure: null,
  passwordReset: null,
};

/**
 * What a reviewer is told of a second submission and any later one: why the last was sent back, what differs field by field,
 * which files are new, and the days that were flagged before.
 *
 * @returns null for a first submission
 * @source D4, D5, D13, L177
 */
export function resubmissionView(shown: Case) {
  const of = REVIEWED[shown.task.kind];
  const submissions: readonly Submission[] = of ? submissionsIn(shown.history, of) : [];
  const [last, now] = submissions.slice(-2);
  if (!of || !last || !now) return null;
  const words = SUBMISSION_WORDS[shown.language];
  const n = submissions.length - 1;
  const rows = differences(shown, last, now);
  return {
    words,
    title: interpolate(words.again, { n: submissions.length }),
    hint: interpolate(rows.length > 0 ? words.hint : words.unchanged, { n }),
    sentBack: describeReturn(shown, of, [last, now]),
    answer: now.step === 'supplementRedemption' && now.reason,
    rows,
    once: of === 'payment' && signedBeforeGrant(shown, submissions),
  };
}

/** The files of the last submission that no earlier one had. */
export function newFilesOf({ history, task }: Pick<Case, 'history' | 'task'>): ReadonlySet<string> {
  const of = REVIEWED[task.kind];
  const submissions: readonly Submission[] = of ? submissionsIn(history, of) : [];
  if (submissions.length < 2) return new Set();
  const before = new Set(submissions.slice(0, -1).flatMap(filesIn));
  return new Set(
    submissions
      .slice(-1)
      .flatMap(filesIn)
      .filter((id) => !before.has(id)),
  );
}

function describeReturn({ history, language }: Case, of: Submitted, between: readonly [Submission, Submission]) {
  const event = sentBackBetween(history, of, between);
  if (!event) return null;
  return {
    text: interpolate(SUBMISSION_WORDS[language].sentBack, {
      step: orderStep(event.step)[language],
      by: event.actorName ?? '',
      at: shanghaiTime(event.at),
    }),
    reason: event.reason === null ? null : reasonIn(event.reason, language),
  };
}

/** The fields that are not as they were, each before and after. */
function differences(shown: Case, last: Submission, now: Submission) {
  const words = SUBMISSION_WORDS[shown.language];
  const before = fieldsOf(last, words);
  const fresh = newFilesOf(shown);
  return fieldsOf(now, words).flatMap((field, index) => {
    const was = before[index];
    if (!was || isSame(was, field)) return [];
    return [{ label: field.label, before: cellOf(shown, was), after: cellOf(shown, field, fresh) }];
  });
}

const isSame = (one: SubmittedField, other: SubmittedField): boolean => JSON.stringify(one) === JSON.stringify(other);

interface Cell {
  readonly text: string;
  readonly files: readonly Shown[];
}

function cellOf(shown: Case, field: SubmittedField, fresh?: ReadonlySet<string>): Cell {
  const files = 'files' in field ? shownFiles(shown, field.files, fresh) : [];
  const text = 'text' in field ? field.text : '';
  return { text: text === '' && files.length === 0 ? SUBMISSION_WORDS[shown.language].none : text, files };
}

/** The days before the grant that earlier payments named as the contract's, where this one names none. @source L177 */
function signedBeforeGrant({ file: { order }, language }: Case, submissions: readonly Submission[]) {
  const days = submissionsOfPayment(submissions);
  const early = [...new Set(days.slice(0, -1).filter((day) => day < order.grantedOn))];
  const last = days.at(-1);
  if (early.length === 0 || last === undefined || last < order.grantedOn) return false;
  return interpolate(SUBMISSION_WORDS[language].onceFlagged, {
    days: early.join(LIST_COMMA[language]),
    granted: order.grantedOn,
  });
}

const submissionsOfPayment = (submissions: readonly Submission[]) =>
  submissions.flatMap(({ step, body }) => (step === 'pay' && 'contract' in body ? [body.contract.signedOn] : []));
