import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { eventName, rolesAgreed } from '../../../domain/order/events.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';
import { isPersons } from './events.ts';
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
    text: interpolate(words.changedText, { seen, now: order.version }),
    changes: history
      .map((event, index) => ({ event, index }))
      .filter(({ event, index }) => event.version > Math.max(seen, history[index - 1]?.version ?? 0))
      .map(({ event, index }) => ({
        label: isPersons(event)
          ? eventName(event, rolesAgreed(history.slice(0, index)), language)
          : LOG_WORDS[language].expired,
        by: event.actorName ?? LOG_WORDS[language].clock,
        when: shanghaiTime(event.at),
        reason: event.reason === null ? null : reasonIn(event.reason, language),
      })),
  };
}
