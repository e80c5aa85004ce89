import { workingDaysUsed } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { addDays, dayOf, inShanghai } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import type { Icon } from '../../templates/icons.ts';

/** A deadline as a page says it: in words, and as a date. */
export interface Due {
  readonly how: 'late' | 'soon' | 'later';
  readonly glyph: Icon;
  readonly words: string;
  readonly date: string;
  /** For machines. */
  readonly at: string;
}

/** What a deadline's nearness means, beside its words. */
export const DUE_MEANINGS = { late: 'bad', soon: 'warn', later: '' } as const;

/** 17:30 of the day is kept as it is: deadlines fall due at the end of the office's day. */
const timeOf = (instant: Instant): string => inShanghai(instant).slice(11, 16);

/** How long there is until a deadline, or since when it has passed, counted in working days. @source D20, D23 */
export function dueIn(calendar: Calendar, dueAt: Instant, now: Instant, language: Language): Due {
  const [today, day] = [dayOf(now), dayOf(dueAt)];
  const rest = { date: dateText(calendar, day, language), at: inShanghai(dueAt) };
  if (dueAt <= now) return { how: 'late', glyph: 'alert', words: lateWords(calendar, dueAt, now, language), ...rest };
  if (day === today || day === addDays(today, 1))
    return { how: 'soon', glyph: 'clock', words: soonWords(day === today, timeOf(dueAt), language), ...rest };
  return { how: 'later', glyph: 'calendar-due', words: laterWords(calendar, dueAt, now, language), ...rest };
}

function lateWords(calendar: Calendar, dueAt: Instant, now: Instant, language: Language): string {
  const days = workingDaysUsed(calendar, dueAt, now);
  if (days === 0) return language === 'zh' ? '已超期' : 'Overdue';
  return language === 'zh' ? `已超期 ${days} 个工作日` : `Overdue by ${formatWorkingDays(days)}`;
}

function soonWords(isToday: boolean, time: string, language: Language): string {
  if (language === 'zh') return `${isToday ? '今天' : '明天'} ${time} 到期`;
  return `Due ${isToday ? 'today' : 'tomorrow'} at ${time}`;
}

function laterWords(calendar: Calendar, dueAt: Instant, now: Instant, language: Language): string {
  const days = workingDaysUsed(calendar, now, dueAt);
  return language === 'zh' ? `还有 ${days} 个工作日` : `${formatWorkingDays(days)} left`;
}

/** So many working days, as a sentence names them. */
export const workingDays = (days: number, language: Language): string =>
  language === 'zh' ? `${days} 个工作日` : formatWorkingDays(days);

const formatWorkingDays = (days: number): string => `${days} working ${days === 1 ? 'day' : 'days'}`;

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** 2026-11-25 周三; past what the calendar knows, with 预计. @source D23 */
export function dateText({ knownUntil }: Pick<Calendar, 'knownUntil'>, day: Day, language: Language): string {
  const weekday = WEEKDAYS[language][new Date(`${day}T00:00:00Z`).getUTCDay()];
  const estimated = day > knownUntil ? (language === 'zh' ? '（预计）' : ' (estimated)') : '';
  return `${day} ${weekday}${estimated}`;
}
