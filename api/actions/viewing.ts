import { maySee } from '../../domain/order/permissions.ts';
import type { Account } from '../../db/reads/account.ts';
import { orderFile } from '../../db/reads/order.ts';
import { viewersOf } from '../../db/reads/viewing.ts';
import type { Viewer } from '../../db/reads/viewing.ts';
import { endViewing, keepViewing } from '../../db/writes/portal/viewing.ts';
import { Refused } from './errors.ts';
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
  const file = await orderFile(db, orderId);
  if (!file || !maySee(file.order, account)) throw new Refused('order.not-found');
  if (account.organizationId !== null) return [];
  const [viewers] = await Promise.all([viewersOf(db, account, [orderId]), keepViewing(db, orderId, account.id)]);
  return viewers.get(orderId) ?? [];
}

/** Says that the asker has closed it. */
export const leaveOrder = ({ db }: Pick<Portal, 'db'>, account: Account, orderId: string): Promise<unknown> =>
  endViewing(db, orderId, account.id);
