import type { Calendar } from '../domain/calendar.ts';
import { day } from './makers.ts';

/**
 * The autumn of 2026 by hand: 中秋节 25–27 September, 国庆节 1–7 October, and two days of a week-end that are worked to make up.
 *
 *            Mo  Tu  We  Th  Fr  Sa  Su
 * September  14  15  16  17  18   ·  20
 *            21  22  23  24   ·   ·   ·
 *            28  29  30   ·   ·   ·   ·
 * October     ·   ·   ·   8   9  10   ·
 *            12  13  14  15  16   ·   ·
 *            19  20  21  22  23   ·   ·
 */
export const CALENDAR: Calendar = {
  exceptions: {
    '2026-09-20': true,
    '2026-09-25': false,
    '2026-10-01': false,
    '2026-10-02': false,
    '2026-10-03': false,
    '2026-10-04': false,
    '2026-10-05': false,
    '2026-10-06': false,
    '2026-10-07': false,
    '2026-10-10': true,
  },
  knownUntil: day('2026-12-31'),
};
