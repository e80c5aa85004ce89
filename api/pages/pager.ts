import { COUNTED_AT_MOST } from '../../db/reads/counted.ts';

/** The part of a list that a page shows. Counts above {@link COUNTED_AT_MOST} stand for more than that. */
interface Part {
  /** How many rows lie before the page. */
  readonly before: number;
  readonly rows: number;
  readonly total: number;
}

interface Ways {
  readonly previous: string | null;
  readonly next: string | null;
}

/** What stands below a list: which part of it is shown, and the ways to the pages beside it. */
export const pagerView = (part: Part, { previous, next }: Ways) => ({
  shown: part.rows > 0,
  range: rangeText(part),
  previous,
  next,
});

/** "21–40 / 51"; beyond what is counted only how much there is at least: "1–20 / 1,000+", "1,000+". */
export function rangeText({ before, rows, total }: Part): string {
  if (before > COUNTED_AT_MOST) return shortCount(total);
  return `${before + 1}–${before + rows} / ${shortCount(Math.max(total, before + rows))}`;
}

/** 1001 stands for more than a thousand. */
export const shortCount = (count: number): string => (count > COUNTED_AT_MOST ? '1,000+' : String(count));
