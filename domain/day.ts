/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`; days compare as strings. @source D23 */
export type Day = string & { readonly unit: 'day' };

/** An instant, RFC 3339 in UTC with milliseconds (`Date#toISOString`); instants compare as strings. */
export type Instant = string;

/** China keeps one offset all year and has had no daylight saving time since 1991. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day in Shanghai at an instant. @source D23 */
export const dayOf = (instant: Instant): Day =>
  new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as Day;

/** The instant of a Shanghai wall-clock time on a day. `time` is `HH:MM:SS`. @source D23 */
export const instantAt = (day: Day, time: string): Instant => new Date(`${day}T${time}+08:00`).toISOString();

/** The day `count` days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as Day;

/** Whole days from the first to the second day; negative when it lies before. */
export const daysBetween = (first: Day, second: Day): number =>
  Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);

/**
 * A day that exists, as text.
 *
 * @returns undefined for 2026-02-30, for other forms and for years before 2000 or after 2199
 */
export function parseDay(text: string): Day | undefined {
  if (!/^2[01][0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return text as Day;
}

/** An instant as RFC 3339 in Shanghai time, to the second: `2021-05-19T10:47:07+08:00`. */
export const inShanghai = (instant: Instant): string =>
  `${new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** An instant as people in China read it: `2021-05-19 10:47:07`; also one that {@link inShanghai} has written. */
export const shanghaiTime = (instant: Instant): string => dayAndTime(inShanghai(instant)).join(' ');

/** A time as {@link inShanghai} writes it: its day, and its time of day to the second. */
export const dayAndTime = (at: string): [day: string, time: string] => [at.slice(0, 10), at.slice(11, 19)];
