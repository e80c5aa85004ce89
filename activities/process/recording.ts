import type { Calendar } from '../../domain/calendar.ts';
import { dayOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Actor, Moment } from '../../domain/role.ts';
import type { Executor } from '../../db/client.ts';
import type { Change, Position } from '../../workflows/messages/process.ts';

/** Everything a recording needs besides its own statements. */
export interface Recording {
  readonly tx: Executor;
  readonly change: Change;
  readonly calendar: Calendar;
}

/** What a recording leads to: the position afterwards, or the reason why nothing moved. */
export type Outcome = { readonly position: Position } | { readonly refused: RefusalCode };

/** A person's command: what it says, and who that person is now. */
export interface Asked {
  readonly body: unknown;
  readonly actor: Actor;
  /** When the portal had it. */
  readonly acceptedAt: Instant;
}

/** When a recording counts as, with the day in Shanghai, and the day on which it was asked for. */
export const momentOf = ({ change }: Recording, { acceptedAt }: Pick<Asked, 'acceptedAt'>): Moment => ({
  today: dayOf(change.now),
  now: change.now,
  askedOn: dayOf(acceptedAt),
});
