import { dayOf, daysBetween } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { Claim } from '../../../domain/order/order.ts';
import type { Language } from '../../../domain/language.ts';
import { pastFlags, RED_FLAGS, redFlags } from '../../../domain/order/flags.ts';
import { interpolate } from '../../../domain/words.ts';
import type { OrderCase } from './case.ts';
import { DATE_WORDS } from './dates-words.ts';
import type { DateWords } from './dates-words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { lastOf } from './events.ts';
import { claimsIn } from './submissions.ts';
import { scaleOf } from './dates-scale.ts';

interface Dated {
  readonly label: string;
  readonly day: Day;
}

/**
 * The dates of an order in the order they must have, on a true scale: grant < contract < price < payment approved < service
 * start < invoice < redemption. One that lies before an earlier link of the chain is marked, and said in words.
 *
 * @returns null while there is nothing to compare
 * @source L86, L113, L165, L175, L177, D12
 */
export function datesView({ file: { order }, history, language }: OrderCase) {
  const words = DATE_WORDS[language];
  const known = knownDates(order, history, words);
  if (known.length < 2) return null;
  const judged = known.map((date, index) => judge(date, known.slice(0, index), words));
  const wrong = judged.filter(({ bad }) => bad).length;
  return {
    count: known.length,
    dates: judged,
    scale: scaleOf(judged, language),
    unread: wrong > 0,
    verdict:
      wrong === 0
        ? { meaning: 'ok', glyph: 'check', text: words.inOrder }
        : {
            meaning: 'bad',
            glyph: 'alert',
            text: interpolate(wrong === 1 ? words.oneWrong : words.wrong, { n: wrong }),
          },
    flags: flagsOf(order, claimsIn(history).slice(0, -1), language),
  };
}

/** What a reviewer must look at, in words; also what only an earlier request said. @source D12, L175 */
const flagsOf = (order: OrderCase['file']['order'], earlier: readonly Claim[], language: Language): string[] => [
  ...redFlags(order).map((code) => RED_FLAGS[code][language]),
  ...pastFlags(order, earlier).map(({ flag, days }) =>
    interpolate(RED_FLAGS[flag].once[language], { days: days.join(LIST_COMMA[language]) }),
  ),
];

function knownDates(
  { grantedOn, contract, paymentApprovedAt, claim }: OrderCase['file']['order'],
  history: OrderCase['history'],
  words: DateWords,
): Dated[] {
  const priced = lastOf(history, 'confirmPrice');
  const asked = lastOf(history, 'requestRedemption');
  const invoices = claim?.invoices.map(({ issuedOn }) => issuedOn).toSorted() ?? [];
  const dates: readonly [string, Day | undefined | null][] = [
    [words.granted, grantedOn],
    [words.signed, contract?.signedOn],
    [words.priced, priced && dayOf(priced.at)],
    [words.approved, paymentApprovedAt === null ? null : dayOf(paymentApprovedAt)],
    [words.started, claim?.serviceStartedOn],
    [words.invoiced, invoices[0]],
    [words.asked, claim && asked && dayOf(asked.at)],
  ];
  return dates.flatMap(([label, day]) => (day ? [{ label, day }] : []));
}

/** Where a date stands among those before it: days after the last, or before one it must not precede. */
function judge(date: Dated, before: readonly Dated[], words: DateWords) {
  const previous = before.at(-1);
  const latest = before.reduce<Dated | undefined>(
    (found, one) => (found === undefined || one.day >= found.day ? one : found),
    undefined,
  );
  if (previous === undefined || latest === undefined) return { ...date, bad: false, after: null, note: words.start };
  if (date.day < latest.day) {
    const days = daysBetween(date.day, latest.day);
    const note = interpolate(days === 1 ? words.oneEarlier : words.earlier, { than: latest.label, n: days });
    return { ...date, bad: true, after: latest.day, note };
  }
  const days = daysBetween(previous.day, date.day);
  const note = days === 0 ? words.sameDay : interpolate(days === 1 ? words.oneLater : words.later, { n: days });
  return { ...date, bad: false, after: null, note };
}
