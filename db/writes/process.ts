import { and, eq, getTableName, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/day.ts';
import type { NamedFile } from '../../domain/process/effect.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Movement } from '../../domain/voucher.ts';
import { announcedChange, announcedOutcome } from '../channels.ts';
import type { OutcomeNotice } from '../channels.ts';
import type { Executor } from '../client.ts';
import { insertion, ONE, slot, slotName, slotsOf } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
import { selectColleagues } from '../reads/colleague.ts';
import { attachments } from '../schema/attachment.ts';
import { commandIsUnsettled, commands } from '../schema/process.ts';
import type { EventsTable, processColumns } from '../schema/process.ts';
import { ledgerEntries } from '../schema/voucher.ts';
import { Moved } from './moved.ts';
import { RefusedByRow } from './refused-by-row.ts';

/** Appends one event, and says so when the transaction commits. (subject, seq) and the command's id are unique: a repeat cannot. */
export const appendEvent = (events: EventsTable, type: Subject['type'], event: EventsTable['$inferInsert']): Write =>
  insertion('event', events, [event], { announced: announcedChange(type, events.subjectId).as('announced') });

/** Says that a subject is no longer as it was, where no event says so. */
export const announceChange = ({ type, id }: Subject): Write => ({
  name: 'announcement',
  shape: type,
  build: () => sql`select ${announcedChange(type, sql`${slot('announcement', 'subject')}`)} as announced`,
  values: { [slotName('announcement', 'subject')]: id },
  insists: { rows: 1, orElse: () => new Error('a change was not announced') }, // what nobody counts is not carried out
});

/** Whether what the clock did is recorded already. */
export const selectEvent = (tx: Executor, events: EventsTable, commandId: string) =>
  tx.select({ seq: events.seq }).from(events).where(eq(events.commandId, commandId));

/** The table of a process's subjects, as far as every recording writes it. */
type SubjectTable = PgTable & Readonly<Record<keyof ReturnType<typeof processColumns>, AnyPgColumn>>;

/** What the write of a subject's own row is called: it returns `tokens`, what its tasks are found by. */
export const SUBJECT = 'subject';

/**
 * Sets what differs in a subject's row, where it still stands at `seq`.
 *
 * @param tokens what its tasks are found by, of the row afterwards
 */
export const advanceIn =
  (table: SubjectTable, tokens: SQL) =>
  (id: string, seq: number, change: object): Write => {
    const { keys, slots, values } = slotsOf<PgTable>(SUBJECT, table, change);
    return {
      name: SUBJECT,
      shape: `${getTableName(table)} ${keys}`,
      build: (db) =>
        db
          .update(table)
          .set(slots)
          .where(and(eq(table.id, slot(SUBJECT, 'which')), eq(table.seq, slot(SUBJECT, 'seenSeq'))))
          .returning({ tokens: tokens.as('tokens') }),
      values: { ...values, [slotName(SUBJECT, 'which')]: id, [slotName(SUBJECT, 'seenSeq')]: seq },
      insists: {
        rows: 1,
        orElse: () => new Error(`${getTableName(table)} ${id} does not stand at ${seq}`), // it is locked: this cannot happen
      },
    };
  };

/** The first row of a subject. Its id is unique: a second beginning meets the first one's row. */
export const beginIn =
  <T extends SubjectTable>(table: T, tokens: SQL) =>
  (row: T['$inferInsert']): Write =>
    insertion<PgTable>(SUBJECT, table, [row as object], { tokens: tokens.as('tokens') });

/** The next running number of a process's subjects. Gaps are possible, repeats are not. */
export async function takeNumber(tx: Executor, sequence: 'order_numbers' | 'password_reset_numbers'): Promise<number> {
  const {
    rows: [next],
  } = await tx.execute<{ count: string }>(sql`select nextval(${sequence}) as count`);
  return Number(next?.count);
}

/** Moves voucher money on one line; the ledger's trigger moves the balances and its constraints refuse what is not there. */
export const postEntries = (
  lineId: string,
  at: { readonly subject: Subject; readonly seq: number; readonly step: string; readonly now: Instant },
  movements: readonly Movement[],
): readonly Write[] =>
  movements.length === 0
    ? []
    : [
        insertion(
          'entries',
          ledgerEntries,
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
        ),
      ];

/**
 * Makes files belong to a subject: those the person uploaded, of the right kind, not yet another subject's. Insists
 * (`attachment.unknown`) that all of them are.
 */
export function attachFiles(subject: Subject, actorId: string, files: readonly NamedFile[]): readonly Write[] {
  if (files.length === 0) return [];
  const name = 'files';
  return [
    {
      name,
      shape: '',
      build: (db) =>
        db
          .update(attachments)
          .set({ subjectType: sql`${slot(name, 'type')}::text`, subjectId: sql`${slot(name, 'subject')}::uuid` })
          .where(
            and(
              sql`${attachments.id} = any(${slot(name, 'ids')}::uuid[])`, // for the index: pairs alone would not use it
              sql`(${attachments.id}, ${attachments.kind}) in (select * from unnest(${slot(name, 'ids')}::uuid[], ${slot(name, 'kinds')}::text[]))`,
              inArray(attachments.uploadedBy, selectColleagues(db, slot(name, 'actor'))),
              sql`coalesce(${attachments.subjectId} = ${slot(name, 'subject')}::uuid, true)`,
            ),
          )
          .returning({ one: ONE }),
      values: {
        [slotName(name, 'type')]: subject.type,
        [slotName(name, 'subject')]: subject.id,
        [slotName(name, 'ids')]: files.map(({ id }) => id),
        [slotName(name, 'kinds')]: files.map(({ kind }) => kind),
        [slotName(name, 'actor')]: actorId,
      },
      insists: { rows: files.length, orElse: () => new RefusedByRow('attachment.unknown') },
    },
  ];
}

/**
 * Gives the command its outcome beside what it writes: insists that it has none yet, and was not withdrawn.
 *
 * @throws Moved when `writeTogether` finds otherwise
 */
export const endCommand = (...outcome: Parameters<typeof settleCommand>): Write => ({
  ...settleCommand(...outcome),
  insists: { rows: 1, orElse: () => new Moved('the command has its outcome') },
});

/**
 * Gives the command its outcome, and says so on the channel when the transaction commits. Secret parts of its body go. A second
 * outcome changes nothing.
 */
export function settleCommand(outcome: OutcomeNotice, now: Instant, secret: readonly string[] = []): Write {
  const { command, code } = outcome;
  const name = 'outcome';
  const { slots, values } = slotsOf(name, commands, {
    state: code === null ? 'done' : 'refused',
    code,
    settledAt: now,
  });
  const hasSecret = secret.length > 0;
  return {
    name,
    shape: hasSecret ? 'secret' : '',
    build: (db) =>
      db
        .update(commands)
        .set({
          ...(slots as object),
          ...(hasSecret && { body: sql`${commands.body} - ${slot(name, 'secret')}::text[]` }),
        })
        .where(and(eq(commands.id, slot(name, 'command')), commandIsUnsettled))
        .returning({ announced: announcedOutcome(slot(name, 'notice')).as('announced') }),
    values: {
      ...values,
      [slotName(name, 'command')]: command,
      [slotName(name, 'notice')]: JSON.stringify(outcome),
      ...(hasSecret && { [slotName(name, 'secret')]: secret }),
    },
  };
}

const CONSTRAINT_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  voucher_lines_available: 'voucher.balance-too-low',
  claimed_invoices_one_live: 'invoice.already-claimed',
};

/** Constraints that only another recording, or a turn that was renewed, of the same moment can meet. */
const RACED = new Set(['tasks_one_open', 'orders_pkey', 'password_resets_pkey']);

/** Whether a recording failed because of something that happened at the same moment: done once more, it finds what that left. */
export function hasMoved(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Moved) return true;
    if ('constraint' in cause && typeof cause.constraint === 'string') return RACED.has(cause.constraint);
  }
  return false;
}

/** The refusal behind an error of a transaction, when it is one: a row's, or a named constraint's. */
export function refusalBehind(error: unknown): RefusalCode | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedByRow) return cause.code;
    if ('constraint' in cause && typeof cause.constraint === 'string') return CONSTRAINT_REFUSALS[cause.constraint];
  }
  return undefined;
}
