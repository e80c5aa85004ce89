import { and, arrayContains, eq, ne, notExists, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import { NOTICES } from '../../domain/notice.ts';
import type { NoticeEvent } from '../../domain/notice.ts';
import type { Audience } from '../../domain/process/notices.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { Group } from '../../domain/task.ts';
import type { Executor } from '../client.ts';
import { notifications } from '../schema/notification.ts';
import { accounts } from '../schema/organization.ts';

interface Notice {
  readonly event: NoticeEvent;
  readonly facts: Record<string, string>;
  /** Who did it, and need not be told. */
  readonly actorId: string | null;
  readonly at: Instant;
}

/** Whom the audiences of a subject's notices are: its companies, the account it is about, the group whose turn it is, and the one whose turn it was. */
export interface Recipients {
  readonly institutionId?: string;
  readonly enterpriseId?: string;
  readonly accountId?: string | null;
  readonly group: Group | null;
  /** The group that has nothing to do any more; null when its turn goes on, or nobody had one. */
  readonly formerGroup?: Group | null;
}

/** Writes the notice to everyone the event is for: recipients follow from the event. One statement. */
export async function queueNotices(
  tx: Executor,
  subject: Subject,
  toldOf: Recipients,
  { event, facts, actorId, at }: Notice,
): Promise<void> {
  const recipients = tx
    .select({
      id: sql`uuidv7()`.as('id'),
      accountId: accounts.id,
      subjectType: sql`${subject.type}::text`.as('subject_type'),
      subjectId: sql`${subject.id}::uuid`.as('subject_id'),
      event: sql`${event}::text`.as('event'),
      facts: sql`${JSON.stringify(facts)}::text::jsonb`.as('facts'),
      at: sql`${at}::timestamptz`.as('at'),
      readAt: sql`null::timestamptz`.as('read_at'),
      mail: sql`case when ${accounts.email} is null then 'unwanted' else 'waiting' end`.as('mail'),
    })
    .from(accounts)
    .where(
      and(
        eq(accounts.active, 'yes'),
        actorId ? ne(accounts.id, actorId) : undefined,
        or(...NOTICES[event].to.map((audience) => belongsTo(tx, audience, toldOf))),
      ),
    );
  await tx.insert(notifications).select(recipients);
}

function belongsTo(
  tx: Executor,
  audience: Audience,
  { institutionId, enterpriseId, accountId, group, formerGroup }: Recipients,
): SQL | undefined {
  switch (audience) {
    case 'institution':
      return memberOfCompany(institutionId);
    case 'enterprise':
      return memberOfCompany(enterpriseId);
    case 'account':
      return accountId ? eq(accounts.id, accountId) : sql`false`;
    case 'center':
    case 'admin':
      return arrayContains(accounts.roles, [audience]);
    case 'group':
      return group ? memberOf(group) : sql`false`;
    case 'formerGroup':
      return formerGroup ? memberOf(formerGroup) : sql`false`;
    case 'supervisors':
      return group ? supervisorOf(tx, group) : sql`false`;
  }
}

const memberOfCompany = (organizationId: string | undefined): SQL =>
  organizationId ? eq(accounts.organizationId, organizationId) : sql`false`;

function memberOf(group: Group): SQL | undefined {
  const [role, id] = group.split(':');
  if (role === 'park') return and(arrayContains(accounts.roles, ['park']), eq(accounts.parkId, id ?? ''));
  if (role === 'institution') return eq(accounts.organizationId, id ?? '');
  return arrayContains(accounts.roles, [role ?? '']);
}

/** A group's supervisors; the administrators where it has none. @source D6 */
function supervisorOf(tx: Executor, group: Group): SQL | undefined {
  const supervised = tx
    .select({ one: sql`1` })
    .from(sql`accounts as supervisor`)
    .where(sql`supervisor.supervises @> array[${group}]::text[]`);
  return or(
    arrayContains(accounts.supervises, [group]),
    and(arrayContains(accounts.roles, ['admin']), notExists(supervised)),
  );
}
