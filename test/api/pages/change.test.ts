import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aBrowser, errorsIn, valuesIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let chen: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  chen = await aBrowser(portal, 'institution');
});

afterAll(() => portal.stop());

const pageOf = ({ id }: { id: string }): string => `/orders/${id}/change`;
/** The head of a picture: the content of a file says its type. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const AGREEMENT = [{ field: 'agreement', name: '补充协议书.pdf' }];

test('a change is proposed with the signed agreement and the amounts it leaves', async () => {
  const order = await anOrder(people, 'paid');
  const { text } = await chen.open(pageOf(order));
  expect(valuesIn(text)).toContain('50000.00');
  const amounts = { orderAmount: '40000', voucherAmount: '24000', comment: '减少一项服务' };
  const answer = await chen.send(pageOf(order), pageOf(order), amounts, AGREEMENT);
  expect([answer.status, answer.get('Location')]).toEqual([303, `/orders/${order.id}?done=proposeChange`]);
  expect((await people.wang.get(order.path)).body.changes).toMatchObject([
    { state: 'proposed', orderAmount: { amount: '40000.00' }, voucherAmount: { amount: '24000.00' } },
  ]);
  expect((await chen.open(pageOf(order))).text).toContain('现在不能办理'); // one at a time
});

test('amounts may only fall; what was typed and the file stay', async () => {
  const order = await anOrder(people, 'paid');
  const more = await chen.send(
    pageOf(order),
    pageOf(order),
    { orderAmount: '50000.01', voucherAmount: '30000', comment: '减少' },
    AGREEMENT,
  );
  expect(more.status).toBe(422);
  expect(errorsIn(more.text)).toEqual([['#field-orderAmount', '变更后订单金额：变更后的订单金额不能大于原订单金额。']]);
  expect(valuesIn(more.text)).toContain('50000.01');
  expect(more.text).toContain('补充协议书.pdf');
  const above = await chen.send(
    pageOf(order),
    pageOf(order),
    { orderAmount: '20000', voucherAmount: '20000.01', comment: '减少' },
    AGREEMENT,
  );
  expect(errorsIn(above.text)[0]?.[0]).toBe('#field-voucherAmount');
});

test('without the agreement, or with another kind of file, nothing is proposed', async () => {
  const order = await anOrder(people, 'paid');
  const none = await chen.send(pageOf(order), pageOf(order), { orderAmount: '', voucherAmount: '1' });
  expect(errorsIn(none.text)).toEqual([
    ['#field-orderAmount', '变更后订单金额：必须填写。'],
    ['#upload-agreement', '请上传补充协议书。'],
    ['#field-comment', '变更说明：请写明变更了什么。'],
  ]);
  const picture = { field: 'agreement', name: '协议.png', content: PNG };
  const wrong = await chen.send(
    pageOf(order),
    pageOf(order),
    { orderAmount: '1', voucherAmount: '1', comment: '减少' },
    [picture],
  );
  expect(errorsIn(wrong.text)).toEqual([
    ['#upload-agreement', expect.stringContaining('协议.png：文件类型不符合要求')],
  ]);
  expect((await people.chen.get(order.path)).body.changes).toEqual([]);
});

test('a file that is not kept is said before anything is proposed, also beside one chosen before', async () => {
  const order = await anOrder(people, 'paid');
  const amounts = { orderAmount: '40000', voucherAmount: '', comment: '减少' };
  const first = await chen.send(pageOf(order), pageOf(order), amounts, AGREEMENT);
  const agreement = [...first.text.matchAll(/name="agreement" value="([0-9a-f-]{36})" checked/g)].map(
    ([, id = '']) => id,
  );
  expect(agreement).toHaveLength(1);
  const both = { orderAmount: '40000', voucherAmount: '24000', comment: '减少', agreement };
  const picture = { field: 'agreement', name: '协议.png', content: PNG };
  const wrong = await chen.send(pageOf(order), pageOf(order), both, [picture]);
  expect(wrong.status).toBe(422);
  expect(errorsIn(wrong.text)).toEqual([
    ['#upload-agreement', expect.stringContaining('协议.png：文件类型不符合要求')],
  ]);
  expect((await people.chen.get(order.path)).body.changes).toEqual([]);
  expect((await chen.send(pageOf(order), pageOf(order), both)).status).toBe(303);
});

test('only the institution of the order proposes one', async () => {
  const order = await anOrder(people, 'paid');
  expect((await (await aBrowser(portal, 'enterprise')).open(pageOf(order))).status).toBe(404);
});
