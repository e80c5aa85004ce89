import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { commands } from '../../db/schema/process.ts';
import type { Subject } from '../../domain/process/subject.ts';

/** A click on an order, or on another subject, as the portal accepts it. */
type AcceptedClick = ({ readonly orderId: string } | { readonly subject: Subject }) & {
  readonly id?: string;
  /** Null for a visitor. */
  readonly accountId: string | null;
  readonly request: { readonly step: string; readonly body: object };
  readonly version?: number | null;
  readonly acceptedAt?: string;
};

/** Accepts a command as the portal does before it signals, once for each id; returns the id. */
export async function acceptCommand(db: Database, click: AcceptedClick): Promise<string> {
  const { id = randomUUID(), accountId, request, version = null, acceptedAt } = click;
  const subject: Subject = 'subject' in click ? click.subject : { type: 'order', id: click.orderId };
  const row = {
    id,
    accountId,
    subjectType: subject.type,
    subjectId: subject.id,
    step: request.step,
    version,
    body: request.body,
  };
  await db
    .insert(commands)
    .values(acceptedAt === undefined ? row : { ...row, acceptedAt })
    .onConflictDoNothing();
  return id;
}
