import { sql } from 'drizzle-orm';
import type { Day } from '../../domain/day.ts';
import type { Executor } from '../client.ts';
import { calendarDays, holidayNotices } from '../schema/setting.ts';

interface HolidayNotice {
  readonly year: number;
  readonly document: string;
  /** The days of the year that differ from "Monday to Friday are working days". */
  readonly days: readonly { readonly day: Day; readonly worked: boolean; readonly name: string }[];
}

/** Enters the notice of a year's holidays, in place of one entered before. Deadlines recorded already stay as they are. @source D23 */
export async function enterHolidayNotice(tx: Executor, { year, document, days }: HolidayNotice): Promise<void> {
  await tx.delete(calendarDays).where(sql`extract(year from ${calendarDays.day}) = ${year}`);
  await tx.insert(calendarDays).values([...days]);
  const content = { document, enteredAt: sql`now()` };
  await tx
    .insert(holidayNotices)
    .values({ year, ...content })
    .onConflictDoUpdate({ target: holidayNotices.year, set: content });
}
