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
  const broken = brokenGap(days);
  const cut = broken === null ? 0 : broken.days - broken.shownDays;
  const whole = daysBetween(first, end) - cut;
  const at = (day: Day): string => {
    const past = daysBetween(first, day);
    return ((100 * (broken === null || day <= broken.from ? past : past - cut)) / whole).toFixed(2);
  };
  const isBroken = ({ day }: { readonly day: Day }): boolean => broken !== null && day > broken.from && day < broken.to;
  return {
    ticks: ticksBetween(first, end, { spanDays: whole, isBroken, language }).map(({ day, label }) => ({
      x: at(day),
      label,
    })),
    break: broken && ((Number(at(broken.from)) + Number(at(broken.to))) / 2).toFixed(2),
    dots: dates.map(({ day, bad, after }, index) => ({
      x: at(day),
      to: ((100 * (index + 0.5)) / dates.length).toFixed(2),
      bad,
      back: after !== null && at(after),
    })),
  };
}

/** A gap of more than this share of all the days, and of more than a year, is not drawn to scale. */
const BROKEN_SHARE = 0.6;
const BROKEN_DAYS = 365;

/** The one gap between two dates that would squeeze all others together, with the days it is drawn as: a quarter of the rest. */
function brokenGap(days: readonly Day[]) {
  const gaps = days.slice(1).map((to, index) => {
    const from = days[index] ?? to;
    return { from, to, days: daysBetween(from, to) };
  });
  const all = gaps.reduce((sum, gap) => sum + gap.days, 0);
  const gap = gaps.find((one) => one.days > BROKEN_DAYS && one.days > all * BROKEN_SHARE);
  return gap ? { ...gap, shownDays: Math.max(LEAST_SHOWN_DAYS, Math.round((all - gap.days) / 4)) } : null;
}

/** A month or so, so that the marks of a broken scale have room. */
const LEAST_SHOWN_DAYS = 40;
const DAYS_A_MONTH = 30.4;

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

interface Shown {
  /** The days the scale draws, without those of a broken gap. */
  readonly spanDays: number;
  readonly isBroken: (tick: { readonly day: Day }) => boolean;
  readonly language: Language;
}

function ticksBetween(first: Day, end: Day, { spanDays, isBroken, language }: Shown): { day: Day; label: string }[] {
  const [from, to] = [monthNumber(first), monthNumber(end)];
  const step = STEPS.find((months) => spanDays / DAYS_A_MONTH / months <= TICKS_AT_MOST) ?? 120;
  const ticks = [];
  let isFirst = true;
  for (let month = Math.ceil(from / step) * step; month < to; month += step)
    if (isBroken({ day: dayOfMonth(month) })) isFirst = true;
    else {
      ticks.push({ day: dayOfMonth(month), label: labelOf(month, isFirst, step, language) });
      isFirst = false;
    }
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
