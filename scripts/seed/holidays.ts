import chineseDays from 'chinese-days';
import { addDays, dayOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';

/** The last year whose holidays the State Council had published when the calendar package was released. */
const LAST_KNOWN_DAY = '2026-12-31' as Day;

/**
 * Official holidays and make-up working days from a year back to the last published one, as rows of the editable calendar.
 *
 * @source D23
 */
export function holidays(now: string): { day: Day; worked: boolean; name: string }[] {
  const rows: { day: Day; worked: boolean; name: string }[] = [];
  for (let day = addDays(dayOf(now), -365); day <= LAST_KNOWN_DAY; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (work !== (weekday !== 0 && weekday !== 6)) rows.push({ day, worked: work, name: name.split(',')[1] ?? name });
  }
  return rows;
}
