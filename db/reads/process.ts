import { eq } from 'drizzle-orm';
import type { ClockStep } from '../../domain/process/steps.ts';
import type { Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { accounts } from '../schema/organization.ts';
import { toEventsTable } from '../schema/process.ts';
import type { EventsOf } from '../schema/process.ts';

/** What happened to a subject once: a person's step with its body as taken, or the clock's. */
export interface RecordedEvent<State extends string, Step extends string> {
  readonly seq: number;
  /** The command's id; the clock's is `<subject>/<seq>/<step>`. */
  readonly commandId: string;
  readonly at: string;
  readonly step: Step | ClockStep;
  /** Null for the clock, and for a visitor. */
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorRole: Role | null;
  readonly from: State | null;
  readonly to: State;
  /** The subject's version afterwards. */
  readonly version: number;
  readonly reason: string | null;
  readonly body: unknown;
}

/** Everything recorded of a subject, oldest first: all rounds, and what the clock did. */
export function listEvents<State extends string, Step extends string>(
  db: Executor,
  table: EventsOf<State, Step>,
  subjectId: string,
): Promise<RecordedEvent<State, Step>[]> {
  const events = toEventsTable(table);
  return db
    .select({
      seq: events.seq,
      commandId: events.commandId,
      at: events.at,
      step: events.step,
      actorId: events.actorId,
      actorName: accounts.name,
      actorRole: events.actorRole,
      from: events.fromState,
      to: events.toState,
      version: events.version,
      reason: events.reason,
      body: events.body,
    })
    .from(events)
    .leftJoin(accounts, eq(accounts.id, events.actorId))
    .where(eq(events.subjectId, subjectId))
    .orderBy(events.seq) as unknown as Promise<RecordedEvent<State, Step>[]>; // its table's own states and steps
}
