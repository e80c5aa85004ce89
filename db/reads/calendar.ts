import { desc, lte, sql } from 'drizzle-orm';
import { lastKnownDay } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import type { RuleSet } from '../../domain/rule-set.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { calendarDays, holidayNotices, ruleSets } from '../schema/setting.ts';

/** The whole calendar of exceptions: some thirty rows a year, each year's entered with its notice. @source D23 */
export async function getCalendar(db: Executor): Promise<Calendar> {
  const rows = await db.select({ day: calendarDays.day, worked: calendarDays.worked }).from(calendarDays);
  const notices = await db.select({ year: holidayNotices.year }).from(holidayNotices);
  return {
    exceptions: Object.fromEntries(rows.map(({ day, worked }) => [day, worked])),
    knownUntil: lastKnownDay(notices.map(({ year }) => year)),
  };
}

/**
 * The rule set in force on a day.
 *
 * @throws Error when there is none: the first migration enters one from the year 2000 on
 * @source D1
 */
export async function getRuleSet(db: Executor, day: Day): Promise<RuleSet> {
  const [row] = await ruleSetOn(db).execute({ day });
  if (!row) throw new Error(`no rule set is in force on ${day}`);
  return row.rules;
}

const ruleSetOn = prepareOnce((db) =>
  db
    .select({ rules: ruleSets.rules })
    .from(ruleSets)
    .where(lte(ruleSets.from, sql.placeholder('day')))
    .orderBy(desc(ruleSets.from))
    .limit(1)
    .prepare('rule_set'),
);
