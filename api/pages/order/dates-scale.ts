import { addDays, daysBetween } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';

const TICKS_AT_MOST = 12;
/** Months between two ticks: as few as leave room for their names. */
const STEPS = [1, 2, 3, 6, 12, 24, 60];

/** A date with what the scale draws of it. */
interface Marked {
  readonly day: Day;
  readonly bad: boolean;
  /** The later date it should not lie before. */
  readonly after: Day | null;
}

/** The true scale above the dates: months, a dot a date, and a leader from each to its name; all as percentages. */
export function scaleOf(dates: readonly Marked[], language: Language) {
  const days = dates.map(({ day }) => day).toSorted();
  const first = monthOf(days[0] ?? ('2000-01-01' as Day));
  const end = monthOf(addDays(monthOf(days.at(-1) ?? first), 32));
  const whole = daysBetween(first, end);
  const at = (day: Day): string => ((100 * daysBetween(first, day)) / whole).toFixed(2);
  return {
    ticks: ticksBetween(first, end, language).map(({ day, label }) => ({ x: at(day), label })),
    dots: dates.map(({ day, bad, after }, index) => ({
      x: at(day),
      to: ((100 * (index + 0.5)) / dates.length).toFixed(2),
      bad,
      back: after !== null && at(after),
    })),
  };
}

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

function ticksBetween(first: Day, end: Day, language: Language): { day: Day; label: string }[] {
  const [from, to] = [monthNumber(first), monthNumber(end)];
  const step = STEPS.find((months) => (to - from) / months <= TICKS_AT_MOST) ?? 120;
  const ticks = [];
  for (let month = Math.ceil(from / step) * step; month < to; month += step)
    ticks.push({ day: dayOfMonth(month), label: labelOf(month, ticks.length === 0, step, language) });
  return ticks;
}

const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const dayOfMonth = (month: number): Day =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01` as Day;

/** 8月; with the year at the first tick and in January: 2026年8月. */
function labelOf(month: number, first: boolean, step: number, language: Language): string {
  const [year, number] = [Math.floor(month / 12), (month % 12) + 1];
  if (step >= 12) return language === 'zh' ? `${year}年` : String(year);
  const withYear = first || number === 1;
  if (language === 'zh') return withYear ? `${year}年${number}月` : `${number}月`;
  const name = MONTHS[number - 1] ?? '';
  return withYear ? `${name} ${year}` : name;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
