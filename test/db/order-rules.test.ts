/**
 * Where a rule of the order is said in SQL as well, both say the same: asked over random orders for every kind of actor.
 *
 * @source D2, D5, D7, D13, D26, L92, L132
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listOrderPage, countTabs } from '../../db/reads/order-list.ts';
import { EVERYTHING } from '../../db/reads/order-search.ts';
import { listTurns } from '../../db/reads/order-turns.ts';
import { orders } from '../../db/schema/order.ts';
import { fillWaiting } from '../../db/writes/waiting.ts';
import { fen } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import type { ContractChange, Order } from '../../domain/order/order.ts';
import { maySee } from '../../domain/order/permissions.ts';
import { isFinal, ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { PARTIES, VISITOR } from '../../domain/role.ts';
import type { Actor, Role } from '../../domain/role.ts';
import { aChange, aClock, agreedBy, anApproval, anOrder, NOW } from '../makers.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aScheme } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

const COUNT = 1_000;
/** The same orders at every run; another seed must do as well. */
const SEED = 20_261_127;

let database: TestDatabase;
let all: readonly Order[];
let actors: Readonly<Record<string, Actor>>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const [one, two] = [await aScheme(db), await aScheme(db)];
  actors = actorsOf(one, two);
  all = fc
    .sample(anyOrder(one, two), { numRuns: COUNT, seed: SEED })
    .toSorted((first, second) => (first.id < second.id ? -1 : 1));
  await db.insert(orders).values(all.map((order, index) => rowOf(order, index, one)));
});
afterAll(() => database.drop());

describe('the random orders', () => {
  test('are in every state, and wait for everyone who can be waited for', () => {
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(ORDER_STATE_NAMES));
    expect(new Set(all.map((order) => waitingFor(order)?.step))).toEqual(
      new Set([
        undefined,
        'confirmPrice',
        'pay',
        'approvePayment',
        'requestRedemption',
        'acceptChange',
        'approveChange',
        'supplementRedemption',
        'approveRedemption',
        'recordPayout',
        'close',
      ]),
    );
  });

  test('are seen in part, wholly and not at all, by one actor or another', () => {
    const seen = Object.values(actors).map((actor) => all.filter((order) => maySee(order, actor)).length);
    expect(seen).toEqual(expect.arrayContaining([0, COUNT]));
    expect(seen.filter((count) => count > 0 && count < COUNT).length).toBeGreaterThan(10);
  });
});

describe('what may be seen', () => {
  test('is the same orders by the rule and by the list', async () => {
    for (const [who, actor] of Object.entries(actors))
      expect([who, differences(await listedFor(actor), seenBy(actor))]).toEqual([who, []]);
  });

  test('is as many orders in each tab by the rule and by the counts', async () => {
    for (const [who, actor] of Object.entries(actors)) {
      const seen = seenBy(actor);
      const ofState = (state: OrderState) => seen.filter((order) => order.state === state).length;
      const expected = Object.fromEntries(ORDER_STATE_NAMES.map((state) => [state, ofState(state)]));
      expect([who, await countTabs(database.db, actor, { search: EVERYTHING })]).toEqual([
        who,
        { ...expected, all: seen.length },
      ]);
    }
  });

  test('is the same orders in each tab', async () => {
    for (const [who, actor] of Object.entries(actors))
      for (const state of ORDER_STATE_NAMES) {
        const expected = seenBy(actor).filter((order) => order.state === state);
        expect([who, state, differences(await listedFor(actor, state), expected)]).toEqual([who, state, []]);
      }
  });
});

describe('whose turn it is', () => {
  beforeAll(() => fillWaiting(database.db));

  test('is stored beside each order as the rule says', async () => {
    const stored = await database.db
      .select({ id: orders.id, role: orders.waitingRole, step: orders.waitingStep, also: orders.waitingAlso })
      .from(orders)
      .orderBy(orders.id);
    expect(stored).toEqual(
      all.map((order) => {
        const waiting = waitingFor(order);
        return {
          id: order.id,
          role: waiting?.role ?? null,
          step: waiting?.step ?? null,
          also: waiting?.also ?? null,
        };
      }),
    );
  });

  test("is counted for each company as the rule says of its orders, and is nobody's while a service is under way", async () => {
    for (const [who, actor] of Object.entries(actors))
      expect([who, byStep(await listTurns(database.db, actor))]).toEqual([who, turnsByRule(actor)]);
  });

  test('is counted for somebody: every step of a company is among what is counted', () => {
    const counted = new Set(Object.values(actors).flatMap((actor) => Object.keys(turnsByRule(actor))));
    const waited = new Set(all.map(waitingFor).flatMap((waiting) => (isCompanys(waiting) ? [waiting.step] : [])));
    expect(counted).toEqual(waited);
  });

  test('is stored once: what a recording has stored since stays', async () => {
    const open = all.find(({ state }) => !isFinal(state));
    const stored = () =>
      database.client<{ step: string }>`select waiting_step as step from orders where id = ${open?.id}`;
    const before = await stored();
    await database.client`update orders set waiting_step = 'recorded' where id = ${open?.id}`;
    await fillWaiting(database.db);
    expect(await stored()).toEqual([{ step: 'recorded' }]);
    await database.client`update orders set waiting_role = null, waiting_step = null where id = ${open?.id}`;
    await fillWaiting(database.db);
    expect(await stored()).toEqual(before);
  });
});

type OrderWaiting = ReturnType<typeof waitingFor>;

const isCompanys = (waiting: OrderWaiting): waiting is NonNullable<OrderWaiting> =>
  waiting !== null && PARTIES.includes(waiting.role);

const seenBy = (actor: Actor): readonly Order[] => all.filter((order) => maySee(order, actor));

const listedFor = async (actor: Actor, state?: OrderState): Promise<readonly Order[]> =>
  (await listOrderPage(database.db, actor, { search: EVERYTHING }, { state, limit: COUNT + 1 })).map(
    ({ order }) => order,
  );

/** The orders that only the one or only the other names, with what the rule asks of them. */
const differences = (listed: readonly Order[], seen: readonly Order[]) => {
  const [inList, byRule] = [listed, seen].map((some) => new Set(some.map(({ id }) => id)));
  return [...listed.filter(({ id }) => !byRule?.has(id)), ...seen.filter(({ id }) => !inList?.has(id))].map(
    ({ state, institutionId, enterpriseId, parkId }) => ({ state, institutionId, enterpriseId, parkId }),
  );
};

const byStep = (turns: readonly { readonly step: OrderStep; readonly count: number }[]) =>
  Object.fromEntries(turns.map(({ step, count }) => [step, count]));

/** What a company is waited for: its own orders, in the first of its roles; not one whose service is under way. */
function turnsByRule({ roles, organizationId }: Actor): Readonly<Record<string, number>> {
  const role = (['institution', 'enterprise'] as const).find((party) => roles.includes(party));
  if (!role) return {};
  const own = all.filter(
    (order) => organizationId === (role === 'institution' ? order.institutionId : order.enterpriseId),
  );
  const isTurn = (order: Order, step: OrderStep): boolean => {
    const waiting = waitingFor(order);
    const isAsked = waiting?.role === role || waiting?.also === role;
    return isAsked && waiting?.step === step && !(step === 'requestRedemption' && order.state === 'paid');
  };
  const counts = ORDER_STEP_NAMES.map((step) => ({ step, count: own.filter((order) => isTurn(order, step)).length }));
  return byStep(counts.filter(({ count }) => count > 0));
}

/** An actor of every kind an account can be, over two schemes that know nothing of each other. */
function actorsOf(one: Scheme, two: Scheme): Readonly<Record<string, Actor>> {
  const person = ({ id, organizationId, parkId }: Scheme['chen'], ...roles: readonly Role[]): Actor => ({
    id,
    roles,
    organizationId,
    parkId,
    declaredCreditCodes: [],
  });
  const of = (scheme: Scheme) => ({
    institution: person(scheme.chen, 'institution'),
    enterprise: person(scheme.wang, 'enterprise'),
    'enterprise without orders': person(scheme.qian, 'enterprise'),
    park: person(scheme.li, 'park'),
    'park without orders': person(scheme.wu, 'park'),
    'institution and enterprise': person(scheme.chen, 'institution', 'enterprise'),
    'enterprise and institution': person(scheme.wang, 'enterprise', 'institution'),
    'park and finance': person(scheme.li, 'park', 'finance'),
    'park without orders, and finance': person(scheme.wu, 'finance', 'park'),
    'enterprise and park': { ...person(scheme.wang, 'enterprise', 'park'), parkId: scheme.li.parkId },
    'enterprise and finance': person(scheme.wang, 'enterprise', 'finance'),
    'finance and admin': person(scheme.sun, 'finance', 'admin'),
    center: person(scheme.zhao, 'center'),
    'center and park': { ...person(scheme.zhao, 'center', 'park'), parkId: scheme.li.parkId },
    finance: person(scheme.sun, 'finance'),
    admin: person(scheme.zheng, 'admin'),
  });
  const { institution, enterprise, park } = of(two);
  return {
    ...of(one),
    'another institution': institution,
    'another enterprise': enterprise,
    'another park': park,
    visitor: VISITOR,
  };
}

/** Any order that the table can hold, of either scheme's companies and parks, in whatever combination. */
function anyOrder(one: Scheme, two: Scheme): fc.Arbitrary<Order> {
  const permille = fc.integer({ min: 0, max: 1000 });
  const part = (whole: Fen, thousandth: number): Fen => fen(Math.floor((whole * thousandth) / 1000));
  return fc
    .record({
      id: fc.uuid(),
      state: fc.constantFrom(...ORDER_STATE_NAMES),
      institutionId: fc.constantFrom(one.institution.id, two.institution.id),
      enterpriseId: fc.constantFrom(one.enterprise.id, two.enterprise.id),
      parkId: fc.constantFrom(one.park.id, two.park.id),
      version: fc.integer({ min: 1, max: 30 }),
      seq: fc.integer({ min: 1, max: 60 }),
      priceConfirmed: fc.boolean(),
      returned: fc.boolean(),
      changes: anyChanges,
      remark: fc.constantFrom(null, '订单金额与合同金额不一致'),
      closure: fc.constantFrom(
        null,
        agreedBy('institution'),
        agreedBy('center'),
        agreedBy('center', 'enterprise'),
        agreedBy('institution', 'enterprise'),
      ),
      clock: fc.constantFrom(aClock(NOW), aClock(NOW, { ended: true })),
      approvals: fc.constantFrom([], [anApproval(one.zhao.id, '30000.00')]),
      listPriceFen: fc.integer({ min: 1, max: 1_000_000_00 }),
      shares: fc.tuple(permille, permille, permille, permille),
    })
    .map(({ listPriceFen, shares: [ofP, ofO, ofV, ofR], ...rest }) => {
      const P = fen(listPriceFen);
      const O = fen(Math.max(1, part(P, ofP)));
      const V = part(O, ofO);
      const R = part(V, ofV);
      return anOrder({
        ...rest,
        voucherLineId: one.line.id,
        listPriceFen: P,
        orderAmountFen: O,
        voucherAmountFen: V,
        redemptionFen: R,
        paidOutFen: part(R, ofR),
        paymentApprovedBy: null,
      });
    });
}

/** At most one of them is open, wherever it stands among those that are settled. */
const anyChanges: fc.Arbitrary<readonly ContractChange[]> = fc
  .record({
    settled: fc.array(fc.constantFrom('approved' as const, 'rejected' as const, 'dropped' as const), { maxLength: 2 }),
    open: fc.option(fc.constantFrom('proposed' as const, 'accepted' as const)),
    isFirst: fc.boolean(),
  })
  .map(({ settled, open, isFirst }) => {
    const states = open === null ? settled : isFirst ? [open, ...settled] : [...settled, open];
    return states.map((state) => ({ ...aChange(state), id: randomUUID() }));
  });

const rowOf = (order: Order, index: number, { product, line }: Scheme): typeof orders.$inferInsert => {
  const kind = { id: line.subcategoryId, name: '小类' };
  return {
    ...order,
    number: `DD20261123-${String(index).padStart(6, '0')}`,
    productId: product.id,
    product: { name: product.name, category: kind, subcategory: kind },
    expectedAmountFen: null,
    note: null,
    tokens: [],
    placedAt: new Date(Date.UTC(2026, 10, 23) + index * 60_000).toISOString(),
    changedAt: order.clock.since,
  };
};
