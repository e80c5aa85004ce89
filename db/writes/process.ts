import { and, eq, getTableName, inArray, isNull, or, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/day.ts';
import type { NamedFile } from '../../domain/process/effect.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Movement } from '../../domain/voucher.ts';
import { announcedChange, announcedOutcome } from '../channels.ts';
import type { OutcomeNotice } from '../channels.ts';
import type { Executor } from '../client.ts';
import { selectColleagues } from '../reads/colleague.ts';
import { attachments } from '../schema/attachment.ts';
import { accounts } from '../schema/organization.ts';
import { commandIsUnsettled, commands } from '../schema/process.ts';
import type { EventsTable } from '../schema/process.ts';
import { ledgerEntries } from '../schema/voucher.ts';
import { RefusedByRow } from './refused-by-row.ts';

/**
 * The command with the person who gave it, as that person is now; nobody for a visitor's. Held: the portal cannot withdraw it
 * from here on. None when it was accepted for another subject, step or version: a signal is only believed as far as the portal's
 * row.
 */
export const lockCommand = (
  tx: Executor,
  { type, id }: Subject,
  { commandId, step, version }: { readonly commandId: string; readonly step: string; readonly version: number | null },
) =>
  tx
    .select({
      state: commands.state,
      body: commands.body,
      accountId: commands.accountId,
      acceptedAt: commands.acceptedAt,
      actor: {
        id: accounts.id,
        roles: accounts.roles,
        organizationId: accounts.organizationId,
        parkId: accounts.parkId,
        declaredCreditCodes: accounts.declaredCreditCodes,
        active: accounts.active,
      },
    })
    .from(commands)
    .leftJoin(accounts, eq(accounts.id, commands.accountId))
    .where(
      and(
        eq(commands.id, commandId),
        eq(commands.subjectType, type),
        eq(commands.subjectId, id),
        eq(commands.step, step),
        version === null ? isNull(commands.version) : eq(commands.version, version),
      ),
    )
    .for('update', { of: commands });

/** Appends one event, and says so when the transaction commits. (subject, seq) and the command's id are unique: a repeat cannot. */
export const appendEvent = (
  tx: Executor,
  events: EventsTable,
  type: Subject['type'],
  event: EventsTable['$inferInsert'],
) =>
  tx
    .insert(events)
    .values(event)
    .returning({ announced: announcedChange(type, events.subjectId) });

/** Whether what the clock did is recorded already. */
export const selectEvent = (tx: Executor, events: EventsTable, commandId: string) =>
  tx.select({ seq: events.seq }).from(events).where(eq(events.commandId, commandId));

/** The table of a process's subjects, as far as every recording writes it. */
type SubjectTable = PgTable & { readonly id: AnyPgColumn; readonly seq: AnyPgColumn };

/**
 * Sets what differs in a subject's row, where it still stands at `seq`.
 *
 * @throws Error when it does not: the row is locked, so this cannot happen
 */
export const advanceIn =
  (table: SubjectTable) =>
  async (tx: Executor, id: string, seq: number, change: object): Promise<void> => {
    const moved = await tx
      .update(table)
      .set(change as never) // the adapter names the table of its own rows
      .where(and(eq(table.id, id), eq(table.seq, seq)))
      .returning({ id: table.id });
    if (moved.length !== 1) throw new Error(`${getTableName(table)} ${id} does not stand at ${seq}`);
  };

/** The next running number of a process's subjects. Gaps are possible, repeats are not. */
export async function takeNumber(tx: Executor, sequence: 'order_numbers' | 'password_reset_numbers'): Promise<number> {
  const {
    rows: [next],
  } = await tx.execute<{ count: string }>(sql`select nextval(${sequence}) as count`);
  return Number(next?.count);
}

/** Moves voucher money on one line; the ledger's trigger moves the balances and its constraints refuse what is not there. */
export async function postEntries(
  tx: Executor,
  lineId: string,
  at: { readonly subject: Subject; readonly seq: number; readonly step: string; readonly now: Instant },
  movements: readonly Movement[],
): Promise<void> {
  if (movements.length === 0) return;
  await tx.insert(ledgerEntries).values(
    movements.map(({ from, to, amountFen }) => ({
      lineId,
      fromAccount: from,
      toAccount: to,
      amountFen,
      subjectType: at.subject.type,
      subjectId: at.subject.id,
      seq: at.seq,
      step: at.step,
      at: at.now,
    })),
  );
}

/**
 * Makes files belong to a subject: those the person uploaded, of the right kind, not yet another subject's.
 *
 * @throws RefusedByRow `attachment.unknown` when one of them is not
 */
export async function attachFiles(
  tx: Executor,
  subject: Subject,
  actorId: string,
  files: readonly NamedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const ofKind = (kind: NamedFile['kind']) =>
    and(
      eq(attachments.kind, kind),
      inArray(
        attachments.id,
        files.filter((file) => file.kind === kind).map(({ id }) => id),
      ),
    );
  const attached = await tx
    .update(attachments)
    .set({ subjectType: subject.type, subjectId: subject.id })
    .where(
      and(
        or(...[...new Set(files.map(({ kind }) => kind))].map(ofKind)),
        inArray(attachments.uploadedBy, selectColleagues(tx, actorId)),
        or(isNull(attachments.subjectId), eq(attachments.subjectId, subject.id)),
      ),
    )
    .returning({ id: attachments.id });
  if (attached.length !== files.length) throw new RefusedByRow('attachment.unknown');
}

/**
 * Gives the command its outcome, and says so on the channel when the transaction commits. Secret parts of its body go. A second
 * outcome changes nothing.
 */
export const settleCommand = (
  tx: Executor,
  { command, subject, code }: OutcomeNotice,
  now: Instant,
  secret: readonly string[] = [],
) =>
  tx
    .update(commands)
    .set({
      state: code === null ? 'done' : 'refused',
      code,
      settledAt: now,
      ...(secret.length > 0 && { body: sql`${commands.body} - ${sql.param([...secret])}::text[]` }),
    })
    .where(and(eq(commands.id, command), commandIsUnsettled))
    .returning({ announced: announcedOutcome({ command, subject, code }) });

const CONSTRAINT_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  voucher_lines_available: 'voucher.balance-too-low',
  claimed_invoices_one_live: 'invoice.already-claimed',
};

/** The refusal behind an error of a transaction, when it is one: a row's, or a named constraint's. */
export function refusalBehind(error: unknown): RefusalCode | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedByRow) return cause.code;
    if ('constraint' in cause && typeof cause.constraint === 'string') return CONSTRAINT_REFUSALS[cause.constraint];
  }
  return undefined;
}
