import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { executionOf } from '../../workflows/messages/executions.ts';
import { sendTo } from '../../workflows/messages/send.ts';
import { caseDetails, stepSummary, timerSummary } from '../../workflows/labels.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { acceptCommand } from '../setup/commands.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** How cases read in Temporal Web: found by their number, in words, without names, and by payloads that it can read. */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const historyOf = async (id: string): Promise<unknown> =>
  JSON.parse(historyToJSON(await world.temporal.handleOf(id).fetchHistory()));

const decoded = (data: unknown): string => Buffer.from(String(data), 'base64').toString('utf8');

/** Every payload in a history: what has `metadata`. */
function payloadsIn(value: unknown): { readonly data?: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'metadata' in value && 'encoding' in (value.metadata as object) ? [value as { data?: string }] : [];
  return [...own, ...Object.values(value).flatMap(payloadsIn)];
}

/** The summaries beside the events of a history. */
const summariesIn = (history: unknown): string[] =>
  (history as { events: { userMetadata?: { summary?: { data: string } } }[] }).events.flatMap(({ userMetadata }) =>
    userMetadata?.summary ? [JSON.parse(decoded(userMetadata.summary.data)) as string] : [],
  );

describe('an order', () => {
  test('is found by its number, without knowing its id', async () => {
    const id = await world.anOrder('priced');
    const { number } = (await world.fileOf(id)).order;
    const found = await eventually(
      async () => {
        const ids: string[] = [];
        for await (const { workflowId, taskQueue } of world.temporal.client.workflow.list({
          query: `CaseNumber = '${number}'`,
        }))
          if (taskQueue === world.temporal.taskQueue) ids.push(workflowId);
        return ids;
      },
      (ids) => ids.length > 0,
    );
    expect(found).toEqual([executionOf({ type: 'order', id })]);
  });

  test('that comes back is found by its number, too', async () => {
    const id = await world.anOrder('paymentReview');
    await world.temporal.handleOf(id).terminate('by an operator');
    await world.must(id, world.li, world.ask.approvePayment());
    const { number } = (await world.fileOf(id)).order;
    const { searchAttributes } = await eventually(
      () => world.temporal.handleOf(id).describe(),
      (seen) => seen.searchAttributes['CaseState']?.[0] === '已支付',
    );
    expect(searchAttributes).toMatchObject({
      CaseNumber: [number],
      InstitutionId: [world.institution.id],
      EnterpriseId: [world.enterprise.id],
    });
  });

  test('says in words what was done, in which role, and what its timers will do', async () => {
    const id = await world.anOrder('paymentReview');
    const summaries = await eventually(
      async () => summariesIn(await historyOf(id)),
      (texts) => texts.some((text) => text.startsWith('提醒：支付审核')),
    );
    expect(summaries).toContain(`支付 · 获券企业 · 账号 ${world.wang.id.slice(-8)}`);
    expect(summaries.find((text) => text.startsWith('提醒：支付审核'))).toMatch(
      /^提醒：支付审核 (\d{4}-)?\d\d-\d\d 17:30$/,
    );
    expect(summaries.find((text) => text.startsWith('提醒：核定价格'))).toMatch(
      /^提醒：核定价格 \d{4}-\d\d-\d\d \d\d:\d\d$/,
    );
  });

  test('leads to the portal, and its signals say whom they are for', async () => {
    const id = randomUUID();
    const { client, taskQueue } = world.temporal;
    const request = world.ask.place();
    const commandId = await acceptCommand(world.db, { orderId: id, accountId: world.wang.id, request });
    const command = { commandId, step: 'place', actorId: world.wang.id, version: null };
    await sendTo({ client, taskQueue, publicUrl: 'https://quan.example' }, { type: 'order', id }, command);
    expect(await world.temporal.outcomeOf(commandId)).toBeNull();
    const description = await world.temporal.handleOf(id).describe();
    expect(await description.staticDetails()).toBe(`[在门户中打开](https://quan.example/orders/${id})`);
    expect(await description.staticSummary()).toBe('订单 · 下单');
    const { definition, currentDetails } = await world.temporal.handleOf(id).query<{
      definition: { signalDefinitions: { name: string; description: string }[] };
      currentDetails: string;
    }>('__temporal_workflow_metadata');
    const described = Object.fromEntries(
      definition.signalDefinitions.map(({ name, description: text }) => [name, text]),
    );
    expect(described).toMatchObject({
      paymentApproved: '支付审核通过 · 园区运营中心',
      closureAsked: '关闭订单 · 服务机构、获券企业、创新协同中心',
      lookAgain: '重新读取状态与期限',
    });
    expect(currentDetails).toContain('等待 **服务机构**：核定价格');
  });

  test('of a whole life holds only payloads that a browser can read, in few events and bytes', async () => {
    const id = await world.anOrder('redeemed');
    await world.temporal.handleOf(id).result();
    const history = (await historyOf(id)) as { events: { eventType: string }[] };
    const payloads = payloadsIn(history);
    expect(payloads.length).toBeGreaterThan(30);
    for (const { data } of payloads) expect(() => JSON.parse(decoded(data)) as unknown).not.toThrow();
    const { events } = history;
    expect(events.length).toBeLessThanOrEqual(60);
    expect(
      events.filter(({ eventType }) => eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED').length,
    ).toBeLessThanOrEqual(10);
    const { historySize } = await world.temporal.handleOf(id).describe();

    expect(historySize).toBeLessThan(16_000);
  });
});

describe('the words', () => {
  const actorId = '01a20d2a-872a-76c9-96be-e3bfd2244abc';
  const command = (step: string, more: object = {}) => ({ commandId: 'c', step, actorId, version: null, ...more });

  test('name a role where the table or the click says it, never a person', () => {
    expect(stepSummary(ORDER_PROCESS, command('pay'))).toBe('支付 · 获券企业 · 账号 d2244abc');
    expect(stepSummary(ORDER_PROCESS, command('close', { role: 'center' }))).toBe(
      '关闭订单 · 创新协同中心 · 账号 d2244abc',
    );
    expect(stepSummary(ORDER_PROCESS, command('close'))).toBe('关闭订单 · 账号 d2244abc');
    expect(stepSummary(ORDER_PROCESS, command('close', { role: '王晓燕' }))).toBe('关闭订单 · 账号 d2244abc');
    expect(stepSummary(ORDER_PROCESS, command('remind', { actorId: null }))).toBe('提醒 · 系统');
  });

  test('say what a timer will do, with the year where it is another', () => {
    const position = {
      state: 'paid',
      version: 4,
      seq: 4,
      due: { step: 'endTurn' as const, at: '2026-12-31T16:00:00.000Z' },
      waiting: {
        role: 'center' as const,
        also: 'enterprise' as const,
        step: 'close',
        task: 'closure' as const,
        until: '2026-12-01T09:30:00.000Z',
      },
      facts: { number: 'DD20261125-000003' },
    };
    expect(timerSummary(ORDER_PROCESS, position, '2026-11-27T00:00:00.000Z')).toBe(
      '期限已过：关闭确认 2027-01-01 00:00',
    );
    expect(timerSummary(ORDER_PROCESS, position, '2027-01-01T00:00:00.000Z')).toBe('期限已过：关闭确认 01-01 00:00');
    expect(caseDetails(ORDER_PROCESS, position)).toContain(
      '等待 **创新协同中心、获券企业**：关闭确认，截止 2026-12-01 17:30',
    );
  });
});
