import { findPasswordReset, listPasswordResets } from '../../db/reads/password-reset.ts';
import type { PasswordResetRecord } from '../../db/reads/password-reset.ts';
import { findOrderRecord, listOrderRecords } from '../../db/reads/order.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import type { Executor } from '../../db/client.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { PASSWORD_RESET_PROCESS } from '../../domain/password-reset/process.ts';
import { mayBegin, maySee } from '../../domain/process/permissions.ts';
import type { Process, ProcessRow, RowWithTask } from '../../domain/process/process.ts';
import type { Subject, SubjectType } from '../../domain/process/subject.ts';
import { refused } from '../../domain/ruling.ts';
import type { Actor, Moment } from '../../domain/role.ts';
import type { Ruling } from '../../domain/ruling.ts';
import { Refused } from './errors.ts';

/** The record of a subject, with what its process says of it to whoever asks for any subject: inbox, tasks, viewings, live events. */
export type SubjectRecord = SubjectRulings &
  (
    | { readonly type: 'order'; readonly record: OrderRecord }
    | { readonly type: 'passwordReset'; readonly record: PasswordResetRecord }
  );

interface SubjectRulings {
  /** Whether the actor may know of it. @source D26 */
  readonly isVisibleTo: (actor: Actor) => boolean;
  /** Of the companies it is about: whoever declared one of them decides nothing here. @source D6 */
  readonly creditCodes: readonly string[];
  /** Who has approved what now waits for a second person. @source D6 */
  readonly approvedBy: readonly string[];
  /** Whether the actor may take the step it waits for, as far as can be said before the step has its body. @source D6 */
  readonly mayDecide: (actor: Actor, moment: Moment) => Ruling;
}

function rulingsOf<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  record: RowWithTask<Row>,
  approvedBy: readonly string[] = [],
): SubjectRulings {
  const waiting = process.waitingFor(record.row);
  return {
    isVisibleTo: (actor) => maySee(process, record.row, actor),
    creditCodes: record.row.creditCodes,
    approvedBy,
    mayDecide: (actor, moment) =>
      waiting ? mayBegin(process, record, actor, waiting.step, moment) : refused('task.not-open'),
  };
}

const ofOrder = (record: OrderRecord): SubjectRecord => {
  const { order, task } = record;
  const approvedBy = order.approvals.map(({ by }) => by);
  return { type: 'order', record, ...rulingsOf(ORDER_PROCESS, { row: order, task }, approvedBy) };
};

const ofPasswordReset = (record: PasswordResetRecord): SubjectRecord => {
  const { reset, task } = record;
  return { type: 'passwordReset', record, ...rulingsOf(PASSWORD_RESET_PROCESS, { row: reset, task }) };
};

interface SubjectReads {
  readonly find: (db: Executor, id: string) => Promise<SubjectRecord | undefined>;
  /** Those there are, by id, in one statement. */
  readonly list: (db: Executor, ids: readonly string[]) => Promise<ReadonlyMap<string, SubjectRecord>>;
}

const reads = <R>(
  find: (db: Executor, id: string) => Promise<R | undefined>,
  list: (db: Executor, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>,
  of: (record: R) => SubjectRecord,
): SubjectReads => ({
  async find(db, id) {
    const record = await find(db, id);
    return record && of(record);
  },
  list: async (db, ids) => new Map([...(await list(db, ids))].map(([id, record]) => [id, of(record)])),
});

/** How the subjects of each process are read. */
export const SUBJECTS: Readonly<Record<SubjectType, SubjectReads>> = {
  order: reads(findOrderRecord, listOrderRecords, ofOrder),
  passwordReset: reads(findPasswordReset, listPasswordResets, ofPasswordReset),
};

/** A subject that the actor may know of; undefined when there is none. @source D26 */
export async function findVisibleSubject(
  db: Executor,
  actor: Actor,
  { type, id }: Subject,
): Promise<SubjectRecord | undefined> {
  const record = await SUBJECTS[type].find(db, id);
  return record?.isVisibleTo(actor) ? record : undefined;
}

/** What was read of a subject, where the actor may know of it. @throws Refused `<type>.not-found` @source D26 */
export function insistVisible<Row extends ProcessRow, Bodies extends object, Read>(
  process: Process<Row, Bodies>,
  read: Read | undefined,
  rowOf: (read: Read) => Row,
  actor: Actor,
): Read {
  if (read === undefined || !maySee(process, rowOf(read), actor)) throw new Refused(`${process.type}.not-found`);
  return read;
}

/** The records of these subjects, by their ids: one statement a process that is among them. */
export async function listSubjects(
  db: Executor,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, SubjectRecord>> {
  const types = [...new Set(subjects.map(({ type }) => type))];
  const found = await Promise.all(
    types.map((type) =>
      SUBJECTS[type].list(
        db,
        subjects.filter((subject) => subject.type === type).map(({ id }) => id),
      ),
    ),
  );
  return new Map(found.flatMap((records) => [...records]));
}
