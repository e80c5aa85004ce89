import type { Day } from './day.ts';
import type { SubjectType } from './process/subject.ts';

interface NumberRow {
  /** What it begins with. */
  readonly letters: string;
  /** How many digits of the running number people read at least; a later one simply has more. */
  readonly digits: number;
}

/** What people name by a number of its own: every subject, and a batch. @source L14, L95, D2 */
export const NUMBERED = {
  order: { letters: 'DD', digits: 6 },
  passwordReset: { letters: 'MM', digits: 6 },
  payoutBatch: { letters: 'BF', digits: 3 },
} as const satisfies Record<SubjectType | 'payoutBatch', NumberRow>;

type Numbered = keyof typeof NUMBERED;

/** The running number as people say it: 123 → "000123". @source L95 */
export const serialOf = (type: Numbered, count: number): string => String(count).padStart(NUMBERED[type].digits, '0');

/** The number of what began on a day: `DD20261122-000123`. The running number of a batch is that of its day. @source L14, L95, D2 */
export const numberOf = (type: Numbered, begunOn: Day, count: number): string =>
  `${numberPrefix(type, begunOn)}${serialOf(type, count)}`;

/** What all numbers of a day begin with: `DD20261122-`. */
export const numberPrefix = (type: Numbered, begunOn: Day): string =>
  `${NUMBERED[type].letters}${begunOn.replaceAll('-', '')}-`;
