import { desc, lte, sql } from 'drizzle-orm';
import type { Day } from '../../domain/day.ts';
import type { Actor } from '../../domain/role.ts';
import type { Site } from '../../domain/site.ts';
import { groupsOf } from '../../domain/task.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { accounts } from '../schema/organization.ts';
import { notifications } from '../schema/notification.ts';
import { isWaiting, orders } from '../schema/order.ts';
import { sites } from '../schema/setting.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';

/** What the menu counts: at most a hundred of each, more is "99+". */
export interface Badges {
  readonly unread: number;
  /** Open or claimed in the asker's groups; for an institution also the orders that wait for their price. */
  readonly tasks: number;
}

const COUNTED_AT_MOST = 100;
const NO_BADGES: Badges = { unread: 0, tasks: 0 };

/** The badges of a person's menu, in one question. */
export async function getBadges(db: Executor, asker: Actor): Promise<Badges> {
  const prices = asker.roles.includes('institution') ? asker.organizationId : null;
  const [row] = await counts(db).execute({ accountId: asker.id, groups: groupsOf(asker), prices });
  return row ? { unread: row.unread, tasks: Math.min(row.tasks + row.toPrice, COUNTED_AT_MOST) } : NO_BADGES;
}

const counts = prepareOnce((db) =>
  db
    .select({
      unread: sql<number>`(select count(*)::int from (select from ${notifications}
        where ${notifications.accountId} = ${sql.placeholder('accountId')} and ${notifications.readAt} is null limit ${sql.raw(String(COUNTED_AT_MOST))}) unread)`,
      tasks: sql<number>`(select count(*)::int from (select from ${tasks}
        where ${tasks.group} = any(${sql.placeholder('groups')}::text[]) and ${taskIsOpen} limit ${sql.raw(String(COUNTED_AT_MOST))}) tasks)`,
      toPrice: sql<number>`(select count(*)::int from (select from ${orders}
        where ${orders.institutionId} = ${sql.placeholder('prices')} and ${isWaiting(orders, 'institution')}
          and ${orders.waitingStep} = 'confirmPrice' limit ${sql.raw(String(COUNTED_AT_MOST))}) to_price)`,
    })
    .from(accounts)
    .where(sql`${accounts.id} = ${sql.placeholder('accountId')}`)
    .prepare('badges'),
);

/** What pages say about the portal on this day. */
export async function getSite(db: Executor, today: Day): Promise<Site> {
  const [row] = await db
    .select({ site: sites.site })
    .from(sites)
    .where(lte(sites.from, today))
    .orderBy(desc(sites.from))
    .limit(1);
  if (!row) throw new Error(`no site settings in force on ${today}`);
  return row.site;
}
