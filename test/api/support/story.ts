import { dayOf } from '../../../domain/day.ts';
import { formatYuan, subtractFen } from '../../../domain/fen.ts';
import { yuan } from '../../makers.ts';
import { contractBody, orderCall, redemptionBody } from '../../roads/order-json.ts';
import type { Papers, RedemptionFiles } from '../../roads/order-json.ts';
import { ACCOUNTS, AMOUNTS, roadTo } from '../../roads/order.ts';
import type { Otherwise, Person, Stop } from '../../roads/order.ts';
import { eventually } from '../../setup/eventually.ts';
import type { TestClient } from './client.ts';
import type { TestPortal } from './portal.ts';

/** Those of the sample data's people who play an order, signed in. */
export type Cast = Readonly<Record<Person, TestClient>>;

export async function cast({ as }: Pick<TestPortal, 'as'>): Promise<Cast> {
  const signedIn = Object.entries(ACCOUNTS).map(async ([person, account]) => [person, await as(account)] as const);
  return Object.fromEntries(await Promise.all(signedIn)) as Cast; // one entry a person
}

export const today = (): string => dayOf(new Date().toISOString());

/** The product of P = 60 000 and the line of wang's voucher that fits. */
export async function anOffer(wang: TestClient): Promise<{ productId: string; voucherLineId: string }> {
  const { body: products } = await wang.get('/api/products');
  const product = products.items.find(({ price }: { price: { amount: string } }) => price.amount === '60000.00');
  const { body: vouchers } = await wang.get('/api/vouchers');
  const line = vouchers.items[0].lines.find(
    (candidate: { subcategory: { id: string } }) => candidate.subcategory.id === product.subcategory.id,
  );
  return { productId: product.id, voucherLineId: line.id };
}

export const contract = (
  attachmentId: string,
  total: string = AMOUNTS.orderAmount,
  selfPaid: string = formatYuan(subtractFen(yuan(AMOUNTS.orderAmount), yuan(AMOUNTS.voucherAmount))),
) => contractBody(attachmentId, today(), total, selfPaid);

export const payment = async (wang: TestClient) => ({
  voucherAmount: AMOUNTS.voucherAmount,
  contract: contract(await wang.file('contract')),
});

export const redemption = async (chen: TestClient, actualAmount: string = AMOUNTS.actualAmount) =>
  redemptionBody(await redemptionFiles(chen), today(), actualAmount);

async function redemptionFiles(chen: TestClient): Promise<RedemptionFiles> {
  const [invoice, selfPaidProof, result, process] = await Promise.all([
    chen.file('invoice'),
    chen.file('selfPaidProof'),
    chen.file('result'),
    chen.file('process'),
  ]);
  return { invoice, selfPaidProof, result, process };
}

/** What a person adds to a row of the road: files are uploaded for it. */
export const papersOf = (who: TestClient): Papers => ({
  today: today(),
  offer: () => anOffer(who),
  contract: () => who.file('contract'),
  redemptionFiles: () => redemptionFiles(who),
});

/** A fresh order of wang with chen, taken so far: O = 50 000, V = 30 000, but for what is given. */
export async function anOrder(people: Cast, upTo: Stop, otherwise: Otherwise = {}) {
  let order: { id: string; version: number } | null = null;
  for (const row of roadTo(upTo, otherwise)) {
    const who = people[row.person];
    const { path, body } = await orderCall(row, order, papersOf(who));
    order = await done(who, who.post(path, body));
  }
  if (!order) throw new Error('a road begins with an order');
  return { path: `/api/orders/${order.id}`, id: order.id, version: order.version };
}

/** The order after a click that must succeed; one answered 202 is followed to its end. */
async function done(who: TestClient, click: ReturnType<TestClient['post']>): Promise<{ id: string; version: number }> {
  const { status, text, body, headers } = await click;
  if (status < 202) return body;
  if (status > 202) throw new Error(text);
  const { resource, problem } = await settled(who, headers['location'] ?? '');
  if (!resource) throw new Error(JSON.stringify(problem));
  return (await who.get(resource)).body;
}

/** A command once it has its outcome. */
export async function settled(
  who: TestClient,
  location: string,
): Promise<{ state: string; resource?: string; problem?: object }> {
  const { body } = await eventually(
    () => who.get(location),
    (response) => response.body.command?.state !== 'accepted',
  );
  return body.command;
}
