import { dayOf } from '../../domain/day.ts';
import type { Lifecycle } from '../contender.ts';
import type { Answered, Caller } from '../http.ts';
import { orderCall } from '../../test/roads/order-json.ts';
import type { Papers, RedemptionFiles } from '../../test/roads/order-json.ts';
import { roadTo } from '../../test/roads/order.ts';
import type { Person } from '../../test/roads/order.ts';

/** Who acts in a lifecycle, and with what. */
export interface Cast {
  readonly enterprise: Caller;
  readonly institution: Caller;
  readonly park: Caller;
  readonly center: Caller;
  readonly center2: Caller;
  readonly finance: Caller;
  readonly productId: string;
  readonly voucherLineId: string;
  readonly contract: () => string;
  readonly redemptionFiles: () => RedemptionFiles;
}

/** A lifecycle that tells its order, once it is placed. */
export type OrderLifecycle = Lifecycle & { readonly orderId: () => string };

/** One order through api.md, from placing to paid out. */
export function orderLifecycle(cast: Cast): OrderLifecycle {
  const today = dayOf(new Date().toISOString());
  const callers: Readonly<Record<Person, Caller>> = {
    wang: cast.enterprise,
    chen: cast.institution,
    li: cast.park,
    zhao: cast.center,
    zhou: cast.center2,
    sun: cast.finance,
  };
  const { productId, voucherLineId, contract, redemptionFiles } = cast;
  const papers: Papers = { today, offer: () => ({ productId, voucherLineId }), contract, redemptionFiles };
  const rows = roadTo('redeemed')[Symbol.iterator]();
  let order: Answered | null = null;
  const take = async (): Promise<void> => {
    const { value: row } = rows.next();
    if (!row) throw new Error('a lifecycle has eight actions');
    const { path, body } = await orderCall(row, order, papers);
    order = await callers[row.person].post(path, body);
  };
  return Object.assign(take, { orderId: () => order?.id ?? '' });
}
