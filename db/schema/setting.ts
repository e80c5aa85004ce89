import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Quotas } from '../../domain/quota.ts';
import type { RuleSet } from '../../domain/rule-set.ts';
import type { Site } from '../../domain/site.ts';
import { dayOn, instant } from './columns.ts';

/** Rule sets by the day they come into force. An order keeps the one it was placed under. */
export const ruleSets = pgTable('rule_sets', {
  from: dayOn('in_force_from').primaryKey(),
  rules: jsonb().$type<RuleSet>().notNull(),
});

/** What the pages say about the portal, by the day it comes into force. */
export const sites = pgTable('sites', {
  from: dayOn('in_force_from').primaryKey(),
  site: jsonb().$type<Site>().notNull(),
});

/** What may be uploaded in a time, and how many drafts there may be, by the day it comes into force. */
export const quotas = pgTable('quotas', {
  from: dayOn('in_force_from').primaryKey(),
  quotas: jsonb().$type<Quotas>().notNull(),
});

/** The years whose holidays the State Council has published: their exceptions stand in the calendar. */
export const holidayNotices = pgTable('holiday_notices', {
  year: integer().primaryKey(),
  /** Its number, as 国办发明电〔2025〕7号; empty when not said. */
  document: text().notNull().default(''),
  enteredAt: instant('entered_at')
    .notNull()
    .default(sql`now()`),
});

/** The editable calendar: days that differ from "Monday to Friday are working days" (D23). */
export const calendarDays = pgTable('calendar_days', {
  day: dayOn('day').primaryKey(),
  worked: boolean().notNull(),
  name: text().notNull(),
});
