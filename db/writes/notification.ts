import { and, arrayContains, eq, ne, notExists, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/day.ts';
import { NOTICES } from '../../domain/notice.ts';
import type { NoticeEvent } from '../../domain/notice.ts';
import type { Audience } from '../../domain/process/notices.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { Group } from '../../domain/task.ts';
import type { Executor } from '../client.ts';
import { ONE, slot, slotName } from '../driver/write.ts';
import type { Write } from '../driver/write.ts';
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

/** Writes the notice to everyone the event is for: recipients follow from the event. */
export function queueNotices(subject: Subject, toldOf: Recipients, { event, facts, actorId, at }: Notice): Write {
  const audiences = NOTICES[event].to.map((audience) => belongsTo(audience, toldOf));
  return {
    name: NAME,
    shape: [actorId === null ? '' : 'actor', ...audiences.map(({ shape }) => shape)].join(),
    build: (db) => {
      const recipients = db
        .select({
          id: sql`uuidv7()`.as('id'),
          accountId: accounts.id,
          subjectType: sql`${place('type')}::text`.as('subject_type'),
          subjectId: sql`${place('subject')}::uuid`.as('subject_id'),
          event: sql`${place('event')}::text`.as('event'),
          facts: sql`${place('facts')}::text::jsonb`.as('facts'),
          at: sql`${place('at')}::timestamptz`.as('at'),
          readAt: sql`null::timestamptz`.as('read_at'),
          mail: sql`case when ${accounts.email} is null then 'unwanted' else 'waiting' end`.as('mail'),
        })
        .from(accounts)
        .where(
          and(
            eq(accounts.active, 'yes'),
            actorId === null ? undefined : ne(accounts.id, place('actor')),
            or(...audiences.map(({ is }) => is(db))),
          ),
        );
      return db.insert(notifications).select(recipients).returning({ one: ONE });
    },
    values: {
      ...valued({ type: subject.type, subject: subject.id, event, facts: JSON.stringify(facts), at }),
      ...(actorId !== null && valued({ actor: actorId })),
      ...Object.assign({}, ...audiences.map(({ values }) => values)),
    },
  };
}

const NAME = 'notices';
const place = (name: string): SQL => slot(NAME, name);
const valued = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [slotName(NAME, name), value]));

/** Who belongs to an audience: a condition on accounts whose text follows from its shape. */
interface Belonging {
  readonly shape: string;
  readonly is: (db: Executor) => SQL | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

const NOBODY: Belonging = { shape: 'nobody', is: () => sql`false`, values: {} };

function belongsTo(
  audience: Audience,
  { institutionId, enterpriseId, accountId, group, formerGroup }: Recipients,
): Belonging {
  switch (audience) {
    case 'institution':
      return institutionId ? isEqual(audience, accounts.organizationId, institutionId) : NOBODY;
    case 'enterprise':
      return enterpriseId ? isEqual(audience, accounts.organizationId, enterpriseId) : NOBODY;
    case 'account':
      return accountId ? isEqual(audience, accounts.id, accountId) : NOBODY;
    case 'center':
    case 'admin':
      return hasRole(audience);
    case 'group':
      return group ? memberOf(audience, group) : NOBODY;
    case 'formerGroup':
      return formerGroup ? memberOf(audience, formerGroup) : NOBODY;
    case 'supervisors':
      return group ? supervisorOf(group) : NOBODY;
  }
}

const isEqual = (name: string, column: PgColumn, value: string): Belonging => ({
  shape: `${name} ${column.name}`,
  is: () => eq(column, place(name)),
  values: valued({ [name]: value }),
});

/** Roles are names of the code, and stand in the text. */
const hasRole = (role: string): Belonging => ({
  shape: role,
  is: () => arrayContains(accounts.roles, [role]),
  values: {},
});

function memberOf(name: string, group: Group): Belonging {
  const [role = '', id = ''] = group.split(':');
  if (role === 'institution') return isEqual(name, accounts.organizationId, id);
  if (role !== 'park') return hasRole(role);
  const ofPark = isEqual(name, accounts.parkId, id);
  return { ...ofPark, is: (db) => and(hasRole(role).is(db), ofPark.is(db)) };
}

/** A group's supervisors; the administrators where it has none. @source D6 */
function supervisorOf(group: Group): Belonging {
  const ofGroup = sql`array[${place('supervised')}::text]`;
  return {
    shape: 'supervisors',
    is: (db) => {
      const supervised = db
        .select({ one: sql`1` })
        .from(sql`accounts as supervisor`)
        .where(sql`supervisor.supervises @> ${ofGroup}`);
      return or(sql`${accounts.supervises} @> ${ofGroup}`, and(hasRole('admin').is(db), notExists(supervised)));
    },
    values: valued({ supervised: group }),
  };
}
