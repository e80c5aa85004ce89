import { boolean, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { RuleSet } from '../../domain/rule-set.ts';
import type { Site } from '../../domain/site.ts';
import { dayOn } from './columns.ts';

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

/** The editable calendar: days that differ from "Monday to Friday are working days" (D23). */
export const calendarDays = pgTable('calendar_days', {
  day: dayOn('day').primaryKey(),
  worked: boolean().notNull(),
  name: text().notNull(),
});
