import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { ORDER_STEP_NAMES, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { filled } from '../filled.ts';
import { LOG_WORDS } from './log-words.ts';
import { WORDS } from './words.ts';

/** An order with its history, as far as saying what changed needs it. */
interface Changed {
  readonly history: readonly HistoryEvent[];
  readonly order: { readonly version: number };
  readonly language: Language;
}

/**
 * What changed between the version a reader saw and the one that holds now, newest last, in words; empty when nothing did or
 * when the version seen is none of this order's.
 *
 * @source D6
 */
export function changesSince({ history, order, language }: Changed, seen: number) {
  const words = WORDS[language];
  const missed = order.version - seen;
  if (!Number.isInteger(seen) || seen < 1 || missed < 1) return null;
  return {
    text: filled(words.changedText, { seen, now: order.version }),
    changes: history
      .filter(raisesVersion)
      .slice(-missed)
      .map(({ step, at, actorName, reason }) => ({
        label: isPersons(step) ? orderStep(step)[language] : LOG_WORDS[language].expired,
        by: actorName ?? LOG_WORDS[language].clock,
        when: shanghaiTime(at),
        reason,
      })),
  };
}

/** Reminders, a first approval and a first consent to close change nothing that people see. */
const raisesVersion = ({ step, to }: HistoryEvent): boolean =>
  step === 'expire' ||
  (isPersons(step) &&
    !(step === 'approveRedemption' && to === 'redemptionReview') &&
    !(step === 'close' && to !== 'closed'));

const isPersons = (step: HistoryEvent['step']): step is OrderStep => ORDER_STEP_NAMES.some((one) => one === step);
