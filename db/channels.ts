import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Subject, SubjectType } from '../domain/process/subject.ts';
import type { RefusalCode } from '../domain/refusals.ts';

/** Where it is said, when a transaction commits, what became of a command; the payload is an {@link OutcomeNotice}. */
export const OUTCOMES = 'outcomes';

export interface OutcomeNotice {
  readonly command: string;
  readonly subject: Subject;
  /** Null: done. */
  readonly code: RefusalCode | null;
}

/** Says so: for a statement's `returning`. `notice`: the {@link OutcomeNotice} as JSON. */
export const announcedOutcome = (notice: SQL): SQL => sql`pg_notify(${literal(OUTCOMES)}, ${notice}::text)`;

/**
 * Where it is said, when a transaction commits, that something about a subject is no longer as it was; the payload is
 * `<type>/<id>`. Triggers also say there that a session has ended (`session/<its hashed id>`) and that the rights of an account
 * have changed (`account/<id>`).
 */
export const CHANGES = 'changes';

/** Says so for the subject a statement has written about: for its `returning`. */
export const announcedChange = (type: SubjectType | PgColumn, subjectId: PgColumn | SQL): SQL =>
  sql`pg_notify(${literal(CHANGES)}, ${typeof type === 'string' ? literal(type) : type}::text || '/' || ${subjectId}::text)`;

/** A name of the code as text of a statement, so that the statement has one text whatever its values. */
const literal = (name: string): SQL => sql.raw(`'${name}'`);
