import { ORGANIZATIONS } from '../../../scripts/seed/scheme.ts';
import type { TestClient } from '../../api/support/client.ts';
import type { TestPortal } from '../../api/support/portal.ts';
import { newestReset, requestFor } from '../../api/support/password-reset.ts';
import { anOrder, cast, contract, redemption, today } from '../../api/support/story.ts';
import type { Cast } from '../../api/support/story.ts';
import { aContractPdf } from '../../documents/pdfs.ts';
import type { Stop } from '../../roads/order.ts';
import { aMailbox } from '../../setup/mails.ts';

/** What the examples look at: orders of every state people wait in, and what they left behind. */
export type Things = Awaited<ReturnType<typeof enterThings>>;

/** Takes orders by the interface as far as the examples need them. */
export async function enterThings(portal: TestPortal) {
  const people = withPapers(await cast(portal), await signedContract());
  const { wang, li, zhao, sun } = people;
  const order = async (upTo: Stop): Promise<string> => (await taken(people, upTo)).id;
  const things = {
    unpaid: await order('unpaid'),
    priced: await order('priced'),
    paymentReview: await aMismatch(people),
    paid: await order('paid'),
    redemptionReview: await order('redemptionReview'),
    preRedeemed: await order('preRedeemed'),
    returned: await aReturned(people),
    changing: await aChanging(people),
    agreeing: (await aProposal(people)).id,
    product: await firstOf(wang, '/api/products'),
    voucher: await firstOf(wang, '/api/vouchers'),
    batch: await aBatch(people, [await order('preRedeemed'), await order('preRedeemed')]),
    notification: await firstOf(wang, '/api/notifications'),
  };
  const resets = await someResets(portal, people);
  const tasks = {
    reset: await taskOf(zhao, resets.reset),
    park: await taskOf(li, things.paymentReview),
    change: await taskOf(li, things.changing),
    center: await taskOf(zhao, things.redemptionReview),
    finance: await taskOf(sun, things.preRedeemed),
    partlyPaid: await taskOf(sun, await aPartlyPaid(people)),
  };
  const { kept } = await aMailbox(portal.database.db, portal.url);
  return { ...things, ...resets, tasks, keptMail: kept[0] ?? '' };
}

/** What the park writes: the contracts of the road have numbers of their own, and those in their files differ. */
export const APPROVAL_COMMENT = '合同编号以补充说明为准。';

const taken = (people: Cast, upTo: Stop) => anOrder(people, upTo, { approvePayment: { comment: APPROVAL_COMMENT } });

/** What people write who ask for a new password, and who check it. */
export const RESET_TEXTS = {
  contact: '王小燕',
  reason: '经办人离职，密码未交接。',
  check: '拨打登记电话，核对了营业执照号。',
} as const;

/** A request for a new password that says another name than is on record, and one whose link is issued. */
async function someResets(portal: TestPortal, { zhao }: Cast) {
  const { contact, reason, check } = RESET_TEXTS;
  await portal.visitor.post('/api/password-resets', { ...requestFor('enterprise'), contact, reason });
  await portal.visitor.post('/api/password-resets', { ...requestFor('institution-2'), reason });
  const [reset, decidedReset] = await Promise.all([
    newestReset(portal, 'demo-enterprise'),
    newestReset(portal, 'demo-institution-2'),
  ]);
  const { body } = await zhao.post(`/api/password-resets/${decidedReset}/link`, { identityCheck: check, version: 1 });
  const { pathname, search } = new URL(body.link);
  return { reset, decidedReset, resetLink: pathname + search };
}

const firstOf = async (who: TestClient, path: string): Promise<string> => (await who.get(path)).body.items[0].id;

/** The open task of an order, in the inbox of one who may take it. */
async function taskOf(who: TestClient, orderId: string): Promise<string> {
  const { body } = await who.get('/api/tasks');
  return body.items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id;
}

/** What a file of each kind is called. */
export const PAPERS: Readonly<Record<string, string>> = {
  contract: '技术服务合同（盖章扫描件）.pdf',
  invoice: '增值税专用发票.pdf',
  selfPaidProof: '付款回单.pdf',
  result: '受理通知书.pdf',
  process: '启动会记录.pdf',
  supplementaryAgreement: '补充协议书.pdf',
};

/** The same people, whose files can be opened and are called what they are. */
function withPapers<P extends Cast>(people: P, content: Buffer): P {
  const papered = (who: TestClient): TestClient => ({
    ...who,
    file: async (kind) => (await who.upload(kind, { name: PAPERS[kind] ?? '附件.pdf', content })).body.id,
  });
  return Object.fromEntries(Object.entries(people).map(([name, who]) => [name, papered(who)])) as P;
}

/** A payment under review, whose contract can be read and has another total. */
async function aMismatch(people: Cast): Promise<string> {
  const { path, id } = await taken(people, 'priced');
  const content = await signedContract({ total: '48,000.00', capitals: '肆万捌仟元整' });
  const { body } = await people.wang.upload('contract', { name: PAPERS['contract'] ?? '', content });
  await people.wang.post(`${path}/payment`, {
    voucherAmount: '30000.00',
    contract: { ...contract(body.id), number: 'HT-2026-001' },
  });
  return id;
}

/** The contract of the sample data's parties, signed today. */
export const signedContract = (more: Parameters<typeof aContractPdf>[0] = {}): Promise<Buffer> =>
  aContractPdf({
    enterprise: ORGANIZATIONS.enterprise.name,
    institution: ORGANIZATIONS.institution.name,
    signedOn: `${today().replace('-', '年').replace('-', '月')}日`,
    ...more,
  });

const aBatch = async ({ sun }: Cast, orderIds: readonly string[]): Promise<string> =>
  (await sun.post('/api/payout-batches', { lines: orderIds.map((orderId) => ({ orderId, amount: '10000.00' })) })).body
    .id;

/** An order whose money has been paid out in part. */
async function aPartlyPaid(people: Cast): Promise<string> {
  const { path, id } = await taken(people, 'preRedeemed');
  await people.sun.post(`${path}/payouts`, { amount: '10000.00', paidOn: today(), reference: 'YH-2026-0001' });
  return id;
}

/** A redemption the center has returned, whose service began too early. */
async function aReturned(people: Cast): Promise<string> {
  const { path, id } = await taken(people, 'paid');
  const asked = { ...(await redemption(people.chen, '45000.00')), serviceStartedOn: '2026-01-05' };
  const { body } = await people.chen.post(`${path}/redemption`, asked);
  await people.zhao.post(`${path}/redemption/return`, { version: body.version, reason: '请补充启动会记录。' });
  return id;
}

/** A paid order whose enterprise has to agree to a contract change. */
async function aProposal(people: Cast) {
  const { path, id } = await taken(people, 'paid');
  const attachmentId = await people.chen.file('supplementaryAgreement');
  const amounts = { orderAmount: '40000.00', voucherAmount: '24000.00' };
  const { body } = await people.chen.post(`${path}/changes`, { ...amounts, attachmentId });
  return { path, id, changeId: String(body.changes[0].id) };
}

/** A paid order with a contract change before the park, which one side would rather close. */
async function aChanging(people: Cast): Promise<string> {
  const { path, id, changeId } = await aProposal(people);
  await people.wang.post(`${path}/changes/${changeId}/acceptance`);
  await people.wang.post(`${path}/closure`, { reason: '双方协商取消。' });
  return id;
}
