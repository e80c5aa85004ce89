import type { Account } from '../../db/reads/account.ts';
import { viewersOf } from '../../db/reads/viewing.ts';
import type { Viewer } from '../../db/reads/viewing.ts';
import { endViewing, keepViewing } from '../../db/writes/portal/viewing.ts';
import { getOrderRecord } from './order.ts';
import type { Portal } from './portal.ts';

/**
 * Says that the asker has an order before them, and who else has. What a page calls as it opens, and its heartbeat.
 *
 * @throws Refused `order.not-found`, also for an order the asker may not see
 * @source D6
 */
export async function viewOrder(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  orderId: string,
): Promise<readonly Viewer[]> {
  await getOrderRecord({ db }, account, orderId);
  if (account.organizationId !== null) return [];
  const [viewers] = await Promise.all([viewersOf(db, account, [orderId]), keepViewing(db, orderId, account.id)]);
  return viewers.get(orderId) ?? [];
}

/** Says that the asker has closed it. */
export const leaveOrder = ({ db }: Pick<Portal, 'db'>, account: Account, orderId: string): Promise<unknown> =>
  endViewing(db, orderId, account.id);
