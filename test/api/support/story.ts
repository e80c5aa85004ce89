import { dayOf } from '../../../domain/day.ts';
import { eventually } from '../../setup/eventually.ts';
import type { TestClient } from './client.ts';
import type { TestPortal } from './portal.ts';

/** The cast of the sample data, by the parts they play. */
export async function cast(portal: TestPortal) {
  const [chen, wang, li, zhao, zhou, sun] = await Promise.all(
    ['institution', 'enterprise', 'park', 'center', 'center-2', 'finance'].map(portal.as),
  );
  if (!chen || !wang || !li || !zhao || !zhou || !sun) throw new Error('someone is missing');
  return { chen, wang, li, zhao, zhou, sun };
}

export type Cast = Awaited<ReturnType<typeof cast>>;

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

export const contract = (attachmentId: string, total = '50000.00', selfPaid = '20000.00') => ({
  number: 'HT-2026-001',
  signedOn: today(),
  totalAmount: total,
  selfPaidAmount: selfPaid,
  clauses: { serviceContent: true, charges: true, shortfall: true },
  signedAndSealed: true,
  attachmentId,
});

export const payment = async (wang: TestClient) => ({
  voucherAmount: '30000.00',
  contract: contract(await wang.file('contract')),
});

export async function redemption(chen: TestClient, actualAmount = '50000.00') {
  const [invoice, proof, result, process] = await Promise.all([
    chen.file('invoice'),
    chen.file('selfPaidProof'),
    chen.file('result'),
    chen.file('process'),
  ]);
  return {
    actualAmount,
    serviceStartedOn: today(),
    serviceFinishedOn: today(),
    effect: '已交付。',
    invoices: [{ attachmentId: invoice, number: '04403', issuedOn: today(), amount: actualAmount }],
    attachments: { selfPaidProof: [proof], results: [result], process: [process] },
  };
}

const STATES = ['unpaid', 'priced', 'paymentReview', 'paid', 'redemptionReview', 'preRedeemed'] as const;

/** A fresh order of wang with chen, taken so far: O = 50 000, V = 30 000. */
export async function anOrder({ chen, wang, li, zhao, zhou }: Cast, upTo: (typeof STATES)[number]) {
  let order = await done(wang, wang.post('/api/orders', { ...(await anOffer(wang)), expectedAmount: '50000.00' }));
  const path = `/api/orders/${order.id}`;
  const steps: Record<(typeof STATES)[number], () => Promise<typeof order>> = {
    unpaid: async () => order,
    priced: () => done(chen, chen.post(`${path}/price`, { orderAmount: '50000.00' })),
    paymentReview: async () => done(wang, wang.post(`${path}/payment`, await payment(wang))),
    paid: () => done(li, li.post(`${path}/payment/approval`, { version: order.version })),
    redemptionReview: async () => done(chen, chen.post(`${path}/redemption`, await redemption(chen))),
    preRedeemed: async () => {
      await done(zhao, zhao.post(`${path}/redemption/approval`, { amount: '30000.00', version: order.version }));
      return done(zhou, zhou.post(`${path}/redemption/approval`, { amount: '30000.00', version: order.version }));
    },
  };
  for (const state of STATES.slice(0, STATES.indexOf(upTo) + 1)) order = await steps[state]();
  return { path, id: order.id, version: order.version };
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
