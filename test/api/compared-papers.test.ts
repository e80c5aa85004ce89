import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContractPdf } from '../documents/pdfs.ts';
import { eventually } from '../setup/eventually.ts';
import { agreeingText, saidByPaper } from './support/contract-text.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast, contract, redemption } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** Papers and what a program read of them, at the JSON interface. */

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const isRead = async (attachmentId: string): Promise<void> => {
  const { client: sql } = portal.database;
  const rows = () => sql`select 1 from attachment_readings where attachment_id = ${attachmentId}`;
  await eventually(rows, (found) => found.length === 1, { withinMs: 50_000 });
};

const forget = async (attachmentId: string): Promise<void> => {
  await isRead(attachmentId);
  await portal.database.client`delete from attachment_readings where attachment_id = ${attachmentId}`;
};

const lacking = (body: { errors?: readonly { pointer: string }[] }): string[] =>
  (body.errors ?? []).map(({ pointer }) => pointer);

describe('an approval over the interface asks for the same as the desk', () => {
  /** A payment under review whose contract says this. */
  async function aPayment(say: (text: string) => string | null, confidence?: number) {
    const order = await anOrder(people, 'paymentReview');
    const { body } = await people.li.get(order.path);
    const text = say(agreeingText(body));
    if (text === null) await forget(body.contract.attachmentId);
    else await saidByPaper(portal, body.contract.attachmentId, text, confidence);
    const approve = (more: object) =>
      people.li.post(`${order.path}/payment/approval`, { version: body.version, ...more });
    return { approve, path: order.path };
  }

  test.each([
    ['is not read yet', () => null, undefined],
    ['does not say all', (text: string) => text.replace(/合同编号：\S+/, ''), undefined],
    ['was read unsurely', (text: string) => text, 0.3],
  ] as const)('a contract that %s is approved by who says that they compared it', async (_what, say, confidence) => {
    const { approve, path } = await aPayment(say, confidence);
    const refused = await approve({});
    expect([refused.status, lacking(refused.body)]).toEqual([422, ['/confirmed']]);
    expect((await approve({ confirmed: false })).status).toBe(422);
    expect((await people.li.get(path)).body.state).toBe('paymentReview');
    expect((await approve({ confirmed: true })).body.state).toBe('paid');
  });

  test('one that differs is approved by who says why as well', async () => {
    const { approve } = await aPayment((text) => text.replace('50,000.00', '52,000.00'));
    expect(lacking((await approve({})).body)).toEqual(['/comment', '/confirmed']);
    expect(lacking((await approve({ confirmed: true })).body)).toEqual(['/comment']);
    expect(lacking((await approve({ comment: '含税' })).body)).toEqual(['/confirmed']);
    expect((await approve({ confirmed: true, comment: '含税' })).body.state).toBe('paid');
  });

  test('one that says all as entered is approved without a word, and the rule speaks first', async () => {
    const { approve } = await aPayment((text) => text);
    expect((await approve({ version: 1 })).body.code).toBe('order.content-changed');
    expect((await approve({})).body.state).toBe('paid');
  });

  test('a claim and a change are asked about alike; what gives back is not', async () => {
    const order = await anOrder(people, 'paid');
    const proposed = await people.chen.post(`${order.path}/changes`, {
      orderAmount: '45000.00',
      voucherAmount: '25000.00',
      attachmentId: await people.chen.file('supplementaryAgreement'),
    });
    const change = `${order.path}/changes/${proposed.body.changes[0].id}`;
    const { version } = (await people.wang.post(`${change}/acceptance`)).body;
    expect(lacking((await people.li.post(`${change}/approval`, { version })).body)).toEqual(['/confirmed']);
    const changed = await people.li.post(`${change}/approval`, { version, confirmed: true });
    expect(changed.status).toBe(200);
    const asked = await people.chen.post(`${order.path}/redemption`, await redemption(people.chen, '19000.00'));
    const approval = { version: asked.body.version, amount: '11400.00' };
    const refused = await people.zhao.post(`${order.path}/redemption/approval`, approval);
    expect(lacking(refused.body)).toEqual(['/confirmed']);
    const back = { version: asked.body.version, reason: '请补清晰件' };
    expect((await people.zhao.post(`${order.path}/redemption/return`, back)).status).toBe(200);
  });
});

describe('what was read in a file', () => {
  const readingOf = (who: Cast['wang'], id: string) => who.get(`/api/attachments/${id}/reading`);

  test('is told before the file is sent with anything, to its organization alone, and after it to who sees the order', async () => {
    const content = await aContractPdf({ number: 'HT-2026-777', total: '52,000.00', capitals: '伍万贰仟元整' });
    const { id } = (await people.wang.upload('contract', { content })).body;
    await isRead(id);
    const { status, body } = await readingOf(people.wang, id);
    expect([status, body.state, body.papers.length, body.pagesUnread]).toEqual([200, 'read', 1, 0]);
    expect(body.papers[0]).toContainEqual({
      label: 'contractNumber',
      value: 'HT-2026-777',
      page: 1,
      excerpt: expect.stringContaining('HT-2026-777'),
      confidence: null,
      sure: true,
      disputed: false,
    });
    expect(body.papers[0]).toContainEqual(expect.objectContaining({ label: 'orderAmount', value: '52000.00' }));
    const names = ['enterprise-2', 'institution', 'park', 'center', 'finance', 'admin'];
    const others = await Promise.all(names.map((name) => portal.as(name)));
    const statuses = () => Promise.all(others.map(async (who) => (await readingOf(who, id)).status));
    expect(await statuses()).toEqual([404, 404, 404, 404, 404, 404]);
    const order = await anOrder(people, 'priced');
    await people.wang.post(`${order.path}/payment`, { voucherAmount: '30000.00', contract: contract(id) });
    expect(await statuses()).toEqual([404, 200, 200, 200, 404, 200]);
    expect((await portal.visitor.get(`/api/attachments/${id}/reading`)).status).toBe(401);
  });

  test('is begun by who asks first, and of other kinds of files there is none', async () => {
    const { id } = (await people.wang.upload('contract', { content: await aContractPdf() })).body;
    await forget(id);
    expect((await readingOf(people.wang, id)).body).toMatchObject({ state: 'pending', papers: [] });
    await eventually(
      async () => (await readingOf(people.wang, id)).body.state,
      (state) => state === 'read',
      { withinMs: 50_000 },
    );
    const result = await people.chen.file('result');
    expect((await readingOf(people.chen, result)).body.state).toBe('notRead');
    const blank = await people.chen.file('invoice');
    await isRead(blank);
    expect((await readingOf(people.chen, blank)).body).toMatchObject({ state: 'unreadable', why: expect.any(String) });
  });
});
