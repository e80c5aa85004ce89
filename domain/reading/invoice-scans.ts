import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { formatYuan, groupedYuan } from '../fen.ts';
import type { Found, FoundValues } from './found.ts';
import { scansIn } from './page.ts';
import type { PageRead, Scan, Span } from './page.ts';
import { letters } from './signs.ts';

/**
 * Invoices with the places of their values in the pictures they were read in. A value that is not found there as people write it
 * was put together from several places: nothing vouches for it.
 */
export const inPictures = (invoices: readonly FoundValues[], pages: readonly PageRead[]): FoundValues[] => {
  const placed = pages.map(placing);
  const all = <V extends Fen | Day | string>(found: readonly Found<V>[]): Found<V>[] =>
    found.map((one) => {
      const scan = placed[one.page - 1]?.(one.value);
      return scan ? { ...one, scan } : one;
    });
  return invoices.map(({ amounts, days, numbers, parties }) => ({
    amounts: all(amounts),
    days: all(days),
    numbers: all(numbers),
    parties: all(parties),
  }));
};

/** Where a value stands on a page that was read in a picture, and how surely; undefined on a page of text. */
function placing(page: PageRead): ((value: Fen | Day | string) => Scan) | undefined {
  const text = letters(page.text);
  const scanAt = scansIn(page, text);
  if (!scanAt) return undefined;
  const searched = text.replaceAll('，', ',');
  return (value) => {
    const spans = writingsOf(value).flatMap((writing) => placesOf(writing, searched));
    const [least] = spans.map(scanAt).toSorted((one, other) => one.confidence - other.confidence);
    return least ?? { ...scanAt([0, text.length]), confidence: 0 };
  };
}

function placesOf(writing: string, text: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(writing); at >= 0; at = text.indexOf(writing, at + 1))
    places.push([at, at + writing.length]);
  return places;
}

/** How an invoice writes a value, without blanks. */
function writingsOf(value: Fen | Day | string): string[] {
  if (typeof value === 'number') return [groupedYuan(value), formatYuan(value)];
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (year === undefined) return [letters(value)];
  return [`${year}年${month}月${date}日`, `${year}年${Number(month)}月${Number(date)}日`, value];
}
