import type { Day } from '../day.ts';

/** How many digits people read at least; a later number simply has more. */
const DIGITS = 6;

/** The running number of an order as people say it: 123 → "000123". @source L95 */
export const serialOf = (count: number): string => String(count).padStart(DIGITS, '0');

/** The number of an order: the day it was placed and a running number, `DD20261122-000123`. @source L95 */
export const orderNumber = (placedOn: Day, count: number): string =>
  `DD${placedOn.replaceAll('-', '')}-${serialOf(count)}`;
