import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PasswordResetState } from '../../domain/password-reset/states.ts';
import type { PasswordResetStep } from '../../domain/password-reset/steps.ts';
import { passwordResetEvents as events, passwordResets } from '../schema/password-reset.ts';
import { toEventsTable } from '../schema/process.ts';
import { tasks } from '../schema/task.ts';
import { decisionReads } from './decision.ts';
import type { DecisionFilter } from './decision.ts';

/** A search asks the task of a reset, which has its words and its number. */
function matchTask({ words, number }: DecisionFilter['search']): SQL | undefined {
  const asked = [
    ...(words.length > 0 ? [sql`${tasks.tokens} @> ${sql.param(words)}::text[]`] : []),
    ...(number ? [sql`starts_with(${tasks.title} ->> 'number', ${number.begin})`] : []),
  ];
  return asked.length === 0
    ? undefined
    : sql`exists (select from ${tasks} where ${tasks.subjectId} = ${events.subjectId} and ${sql.join(asked, sql` and `)})`;
}

/** What people have decided about password resets; `name` is the user name. @source L14, D6 */
export const PASSWORD_RESET_DECISIONS = decisionReads<PasswordResetStep, PasswordResetState>({
  type: 'passwordReset',
  events: toEventsTable(events),
  subjects: passwordResets,
  name: sql<string | null>`${passwordResets.requested} ->> 'username'`,
  matches: (_db, search) => Promise.resolve(matchTask(search)),
});
