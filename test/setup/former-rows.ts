import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { tokensOf } from '../../db/tokens.ts';
import type { TestDatabase } from './database.ts';
import { FORMER_ORDERS } from './former-orders.ts';
import type { FormerOrder } from './former-orders.ts';

/** Enters one row as the former release's statements did. */
type Enter = (table: string, row: Readonly<Record<string, unknown>>) => Promise<unknown>;

const AT = '2026-11-20T02:00:00.000Z';
const PRODUCT = {
  name: '版权服务',
  category: { id: 'c', name: '知识产权服务' },
  subcategory: { id: 's', name: '知识产权申请服务' },
};

/** Who and what the orders are of. */
const scheme = () => ({
  park: randomUUID(),
  institution: randomUUID(),
  enterprise: randomUUID(),
  account: randomUUID(),
  category: randomUUID(),
  subcategory: randomUUID(),
  product: randomUUID(),
  voucher: randomUUID(),
  line: randomUUID(),
});
type Scheme = ReturnType<typeof scheme>;

/** Enters the scheme, {@link FORMER_ORDERS}, and rows of every table that names an order. Returns the orders' ids by what they are. */
export async function enterFormerRows({ db }: Pick<TestDatabase, 'db'>): Promise<Readonly<Record<string, string>>> {
  const enter: Enter = (table, row) =>
    db.execute(
      sql`insert into ${sql.identifier(table)} (${sql.join(Object.keys(row).map(sql.identifier), sql`, `)})
          values (${sql.join(
            Object.values(row).map((value) => sql.param(value)),
            sql`, `,
          )})`,
    );
  const of = scheme();
  await enterScheme(enter, of);
  const ids: Record<string, string> = {};
  for (const [index, order] of FORMER_ORDERS.entries()) {
    const id = randomUUID();
    ids[order.what] = id;
    await enterOrder(enter, of, { id, number: `2026112000${String(index).padStart(4, '0')}`, order });
    await enterBeside(enter, of, id);
  }
  await enter('attachments', attachment(of, null));
  return ids;
}

async function enterScheme(enter: Enter, of: Scheme): Promise<void> {
  const company = { park_id: of.park, credit_code: '91410100MA47B8H51D', tokens: tokensOf('创新协同中心测试') };
  await enter('parks', { id: of.park, name: '园区' });
  await enter('organizations', { ...company, id: of.enterprise, type: 'enterprise', name: '创新协同中心测试' });
  await enter('organizations', {
    id: of.institution,
    type: 'institution',
    name: '河南知创',
    credit_code: '91410100MA40T1K29X',
    tokens: tokensOf('河南知创'),
  });
  const chen = { id: of.account, username: 'chen', password_hash: '-', name: '陈', organization_id: of.institution };
  await enter('accounts', { ...chen, roles: ['institution'] });
  await enter('categories', { id: of.category, name: PRODUCT.category.name });
  await enter('subcategories', { id: of.subcategory, category_id: of.category, name: PRODUCT.subcategory.name });
  await enter('products', {
    id: of.product,
    institution_id: of.institution,
    subcategory_id: of.subcategory,
    name: PRODUCT.name,
    price_fen: 60_000,
    state: 'approved',
    tokens: tokensOf(PRODUCT.name, PRODUCT.subcategory.name, PRODUCT.category.name),
  });
  const days = { granted_on: '2026-01-01', use_by: '2027-01-01', redeem_by: '2027-06-01' };
  await enter('vouchers', { id: of.voucher, number: 'V1', kind: 'development', enterprise_id: of.enterprise, ...days });
  await enter('voucher_lines', { id: of.line, voucher_id: of.voucher, subcategory_id: of.subcategory });
  await enter('ledger_entries', { ...movement(of, 'granted', 'available', 10_000_000), step: 'grant' });
}

const movement = ({ line }: Scheme, from: string, to: string, fen: number) => ({
  line_id: line,
  from_account: from,
  to_account: to,
  amount_fen: fen,
});

const attachment = ({ account }: Scheme, orderId: string | null) => ({
  kind: 'contract',
  name: '合同.pdf',
  size_bytes: 1,
  media_type: 'application/pdf',
  sha256: '-',
  key: randomUUID(),
  uploaded_by: account,
  order_id: orderId,
});

interface Entered {
  readonly id: string;
  readonly number: string;
  readonly order: FormerOrder;
}

async function enterOrder(enter: Enter, of: Scheme, entered: Entered): Promise<void> {
  const { id, number, order } = entered;
  const { events, change } = order;
  const [, state, version] = events.at(-1) ?? ['', '', 0];
  const isSubmitted =
    events.some(([step]) => step === 'pay') && !['unpaid', 'paymentRejected', 'closed'].includes(state);
  await enter('orders', {
    id,
    number,
    state,
    version,
    seq: events.length,
    product_id: of.product,
    product: PRODUCT,
    institution_id: of.institution,
    enterprise_id: of.enterprise,
    park_id: of.park,
    voucher_line_id: of.line,
    list_price_fen: 60_000,
    order_amount_fen: 50_050,
    voucher_amount_fen: isSubmitted ? 30_000 : 0,
    price_confirmed: order.unconfirmed !== true,
    contract: isSubmitted ? { number: 'HT-2026-001 补A' } : null,
    claim: order.tasks.some(({ kind }) => kind === 'redemptionReview') ? { actualAmountFen: 45_000 } : null,
    approvals: '[]',
    redemption_fen: state === 'preRedeemed' || state === 'redeemed' ? 27_000 : null,
    payouts: '[]',
    paid_out_fen: state === 'redeemed' ? 27_000 : 0,
    returned: order.returned === true,
    changes: JSON.stringify(change ? [{ id: randomUUID(), state: change }] : []),
    clock: { since: AT, usedWorkingDays: 0, fired: [], paused: null },
    rules: { redeemPercent: 60 },
    tokens: [number, 'bqfw'],
    placed_at: AT,
    changed_at: AT,
  });
  await enterEvents(enter, of, entered);
  await enterTasks(enter, of, entered);
}

async function enterEvents(enter: Enter, of: Scheme, { id, order: { events } }: Entered): Promise<void> {
  for (const [index, [step, toState]] of events.entries()) {
    const seq = index + 1;
    const fromState = events[index - 1]?.[1] ?? null;
    const event = { seq, step, from_state: fromState, to_state: toState, body: '{}', at: AT };
    await enter('order_events', { order_id: id, command_id: `${id}/${seq}/${step}`, ...event });
    if (step === 'pay')
      await enter('ledger_entries', {
        ...movement(of, 'available', 'held', 30_000),
        order_id: id,
        order_seq: seq,
        step,
      });
  }
}

async function enterTasks(enter: Enter, of: Scheme, { id, order }: Entered): Promise<void> {
  for (const { kind, state, opened, closed, version: seen } of order.tasks)
    await enter('tasks', {
      order_id: id,
      kind,
      group_key: kind === 'supplement' ? `institution:${of.institution}` : 'center',
      state,
      due_at: AT,
      claimed_by: state === 'claimed' ? of.account : null,
      opened_at: AT,
      opened_seq: opened,
      ...(closed && { closed_at: AT, closed_by: of.account, closed_seq: closed, seen_version: seen }),
    });
}

/** A row of each further table that names an order. */
async function enterBeside(enter: Enter, of: Scheme, orderId: string): Promise<void> {
  const [order, person] = [{ order_id: orderId }, { account_id: of.account }];
  const batchId = randomUUID();
  await enter('commands', { id: randomUUID(), ...order, ...person, step: 'place', body: '{}', state: 'done' });
  await enter('notifications', { ...order, ...person, event: 'order.placed', facts: '{}', at: AT });
  await enter('viewings', { ...order, ...person });
  await enter('redemption_drafts', { ...order, ...person, values: '{}', attachment_ids: [randomUUID()] });
  await enter('attachments', attachment(of, orderId));
  await enter('payout_batches', { id: batchId, number: batchId, prepared_by: of.account, prepared_at: AT });
  await enter('payout_batch_lines', { batch_id: batchId, ...order, amount_fen: 1 });
}
