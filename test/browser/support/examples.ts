import { ACCOUNTS, CATALOG, ORGANIZATIONS, PARKS, PRODUCTS } from '../../../scripts/seed/scheme.ts';
import { aMailbox } from '../../setup/mails.ts';
import { anOrder, cast, redemption } from '../../api/support/story.ts';
import type { Cast } from '../../api/support/story.ts';
import type { TestClient } from '../../api/support/client.ts';
import type { TestPortal } from '../../api/support/portal.ts';

/** What the examples look at: orders of every state people wait in. */
export type Things = Awaited<ReturnType<typeof enterThings>>;

/** One look at a page: who looks (nobody: a visitor), and at which address. */
export interface Example {
  readonly by: string | null;
  readonly at: (things: Things) => string;
}

const look = (by: string | null, at: string | Example['at']): Example => ({
  by,
  at: typeof at === 'string' ? () => at : at,
});

/** At least one example of every page in the table, by the address Express matches; several where people see different things. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  '/': [look('enterprise', '/')],
  '/sign-in': [look(null, '/sign-in')],
  '/orders': [
    look('enterprise', '/orders'),
    look('institution', '/orders?state=unpaid'),
    look('enterprise', `/orders?q=${encodeURIComponent('没有这样的')}`),
    look('admin', '/orders'),
  ],
  '/orders/:id': [
    look('institution', ({ unpaid }) => `/orders/${unpaid}`),
    look('enterprise', ({ priced }) => `/orders/${priced}`),
    look('park', ({ paymentReview }) => `/orders/${paymentReview}`),
    look('enterprise', ({ paid }) => `/orders/${paid}`),
    look('center', ({ redemptionReview }) => `/orders/${redemptionReview}`),
    look('finance', ({ preRedeemed }) => `/orders/${preRedeemed}`),
    look('institution', ({ returned }) => `/orders/${returned}`),
    look('admin', ({ changing }) => `/orders/${changing}`),
  ],
  '/vouchers': [look('enterprise', '/vouchers'), look('institution', '/vouchers'), look('center', '/vouchers')],
  '/vouchers/:id': [look('enterprise', ({ voucher }) => `/vouchers/${voucher}`)],
  '/tasks': [
    look('park', '/tasks'),
    look('center', '/tasks?state=mine'),
    look('finance', '/tasks'),
    look('institution', '/tasks'),
  ],
  '/orders/:id/price': [look('institution', ({ unpaid }) => `/orders/${unpaid}/price`)],
  '/orders/:id/payment': [
    look('enterprise', ({ priced }) => `/orders/${priced}/payment`),
    look('enterprise', ({ paid }) => `/orders/${paid}/payment`),
  ],
  '/orders/:id/redemption': [
    look('institution', ({ paid }) => `/orders/${paid}/redemption`),
    look('institution', ({ redemptionReview }) => `/orders/${redemptionReview}/redemption`),
  ],
  '/orders/:id/supplement': [look('institution', ({ returned }) => `/orders/${returned}/supplement`)],
  '/orders/:id/change': [look('institution', ({ paid }) => `/orders/${paid}/change`)],
  '/products': [look(null, '/products'), look('enterprise', '/products?fits=1')],
  '/products/:id': [
    look('enterprise', ({ product }) => `/products/${product}`),
    look(null, ({ product }) => `/products/${product}`),
  ],
  '/notifications': [look('enterprise', '/notifications'), look('admin', '/notifications')],
  '/notifications/:id': [look('enterprise', ({ notification }) => `/notifications/${notification}`)],
  '/preferences': [look('center', '/preferences'), look('enterprise', '/preferences?saved=saved')],
  '/mailbox': [look('park', '/mailbox')],
  '/mailbox/:id': [look('park', ({ keptMail }) => `/mailbox/${keptMail}`)],
  '/mails': [look('admin', '/mails')],
  '/operation': [look('admin', '/operation')],
  '/tasks/decided': [look('park', '/tasks/decided'), look('finance', '/tasks/decided')],
  '/payout-batches': [look('finance', '/payout-batches'), look('finance', '/payout-batches?waiting=1')],
  '/payout-batches/:id': [look('finance', ({ batch }) => `/payout-batches/${batch}`)],
  '/tasks/:id': [look('park', ({ tasks }) => `/tasks/${tasks.park}`)],
};

/** Parts of pages that are asked for alone; they are looked at within their pages. */
export const PARTS: readonly string[] = ['/notifications/bell'];

/** Takes orders by the interface as far as the examples need them. */
export async function enterThings(portal: TestPortal) {
  const people = await cast(portal);
  const order = async (upTo: Parameters<typeof anOrder>[1]): Promise<string> => (await anOrder(people, upTo)).id;
  const things = {
    unpaid: await order('unpaid'),
    priced: await order('priced'),
    paymentReview: await order('paymentReview'),
    paid: await order('paid'),
    redemptionReview: await order('redemptionReview'),
    preRedeemed: await order('preRedeemed'),
    returned: await aReturned(people),
    changing: await aChanging(people),
    product: (await people.wang.get('/api/products')).body.items[0].id as string,
    voucher: (await people.wang.get('/api/vouchers')).body.items[0].id as string,
    batch: await aBatch(people, await order('preRedeemed')),
    notification: (await people.wang.get('/api/notifications')).body.items[0].id as string,
    tasks: {
      park: await firstTask(people.li),
      center: await firstTask(people.zhao),
      finance: await firstTask(people.sun),
    },
  };
  const { kept } = await aMailbox(portal.database.db, portal.url);
  return { ...things, keptMail: kept[0] ?? '' };
}

const aBatch = async ({ sun }: Cast, orderId: string): Promise<string> =>
  (await sun.post('/api/payout-batches', { lines: [{ orderId, amount: '10000.00' }] })).body.id;

const firstTask = async (who: TestClient): Promise<string> => (await who.get('/api/tasks')).body.items[0].id;

/** A redemption the center has returned, whose service began too early. */
async function aReturned(people: Cast): Promise<string> {
  const { path, id } = await anOrder(people, 'paid');
  const asked = { ...(await redemption(people.chen, '45000.00')), serviceStartedOn: '2026-01-05' };
  const { body } = await people.chen.post(`${path}/redemption`, asked);
  await people.zhao.post(`${path}/redemption/return`, { version: body.version, reason: '请补充启动会记录。' });
  return id;
}

/** A paid order with a contract change under way, which one side would rather close. */
async function aChanging(people: Cast): Promise<string> {
  const { path, id } = await anOrder(people, 'paid');
  const attachmentId = await people.chen.file('supplementaryAgreement');
  await people.chen.post(`${path}/changes`, { orderAmount: '40000.00', voucherAmount: '24000.00', attachmentId });
  await people.wang.post(`${path}/closure`, { reason: '双方协商取消。' });
  return id;
}

/** What people of the sample data are called and have written: Chinese on an English page too. Longest first. */
export const NAMES: readonly string[] = [
  ...Object.values(PARKS),
  ...Object.values(ORGANIZATIONS).map(({ name }) => name),
  ...Object.values(ACCOUNTS).map(({ name }) => name),
  ...Object.entries(CATALOG).flat(),
  ...PRODUCTS.map(({ name }) => name),
  '技术服务合同.pdf',
  '请补充启动会记录。',
  '双方协商取消。',
  '已交付。',
  '没有这样的',
].toSorted((one, other) => other.length - one.length);
