import type { Calendar } from '../domain/calendar.ts';
import type { Database } from '../db/client.ts';
import { getCalendar } from '../db/reads/calendar.ts';

const FRESH_MS = 60_000;

/** The calendar, read anew at most once a minute: every recording asks for it, and it changes a few times a year. */
export function calendarSource(db: Database): () => Promise<Calendar> {
  let known: { calendar: Calendar; at: number } | undefined;
  return async () => {
    if (!known || Date.now() - known.at > FRESH_MS) known = { calendar: await getCalendar(db), at: Date.now() };
    return known.calendar;
  };
}
