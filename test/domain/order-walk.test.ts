/**
 * Random walks keep the amounts and the ledger.
 *
 * @source L99, L152, D1, D2, D20
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { fen, ZERO_FEN } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import { orderRedeemableFen, outstandingFen } from '../../domain/order/amounts.ts';
import type { Order } from '../../domain/order/order.ts';
import { openChange } from '../../domain/order/order.ts';
import type { OrderBodies, OrderRequest } from '../../domain/order/commands.ts';
import { effectOf } from '../../domain/order/effects.ts';
import { mayBegin, mayTake } from '../../domain/order/permissions.ts';
import { isFinal } from '../../domain/order/states.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { replayOrder } from '../../domain/order/replay.ts';
import type { RecordedEvent } from '../../domain/order/replay.ts';
import { orderRoleFor, ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import { clockTurn } from '../../domain/process/task-changes.ts';
import type { Actor } from '../../domain/role.ts';
import type { LedgerAccount, Movement } from '../../domain/voucher.ts';
import { CALENDAR } from '../calendar.ts';
import { chen, li, sun, wang, zhao, zhou } from '../cast.ts';
import { aClaim, aContract, anOrder, asking, day } from '../makers.ts';
import type { TakenStep } from '../makers.ts';

/*
 * Random walks through the life of an order on a voucher line of its own: at each turn someone takes a step that is open
 * to them, with amounts drawn anywhere from nothing to too much, and days go by.
 */

type Line = Record<LedgerAccount, number>;
interface Draw {
  /** Which of the open steps is taken. */
  readonly pick: number;
  /** Where in its range an amount lies; above 1 000 it is too much. */
  readonly permille: number;
  readonly other: number;
  readonly days: number;
}
interface Walk {
  readonly order: Order;
  readonly line: Line;
  readonly today: Day;
  readonly taken: readonly TakenStep[];
  /** What was recorded of them, after the order's placing. */
  readonly events: readonly RecordedEvent[];
}

const PEOPLE: readonly Actor[] = [chen, wang, li, zhao, zhou, sun];
const STEPS = ORDER_STEP_NAMES.filter((step) => step !== 'place');

/** Steps that end things: taken less often than they are open, or few walks would come far. */
const ENDING: readonly TakenStep[] = ['close', 'dropClosure', 'dropChange', 'withdraw', 'rejectPayment'];

const part = (whole: Fen, permille: number): Fen => fen(Math.floor((whole * permille) / 1000));

/** A body for the step, its amounts drawn; right more often than not. */
function drawn(step: TakenStep, order: Order, { permille, other }: Draw, today: Day): OrderRequest<TakenStep> {
  const bodies: Partial<{ [S in TakenStep]: Partial<OrderBodies[S]> }> = {
    confirmPrice: { orderAmountFen: part(order.listPriceFen, permille) },
    pay: {
      voucherAmountFen: part(order.orderAmountFen, permille),
      contract: aContract(order.orderAmountFen, part(order.orderAmountFen, permille), { signedOn: today }),
      shortfallAccepted: true,
    },
    requestRedemption: aClaim(part(order.orderAmountFen, permille)),
    supplementRedemption: aClaim(part(order.orderAmountFen, permille)),
    approveRedemption: {
      amountFen: order.approvals[0]?.amountFen ?? part(orderRedeemableFen(order) ?? ZERO_FEN, permille),
      reason: '核定',
    },
    rejectRedemption: { reason: '材料不实', final: other % 3 === 0 },
    recordPayout: {
      amountFen: other % 2 === 0 ? outstandingFen(order) : part(outstandingFen(order), permille),
      paidOn: today,
    },
    proposeChange: {
      orderAmountFen: part(order.orderAmountFen, permille),
      voucherAmountFen: part(order.voucherAmountFen, other),
    },
  };
  const changeId = openChange(order)?.id ?? 'none';
  return asking(step, order, {
    ...bodies[step],
    ...(step.endsWith('Change') && step !== 'proposeChange' ? { changeId } : {}),
  });
}

const post = (line: Line, movements: readonly Movement[]): Line =>
  movements.reduce(
    (now, { from, to, amountFen }) => ({ ...now, [from]: now[from] - amountFen, [to]: now[to] + amountFen }),
    line,
  );

function step(walk: Walk, draw: Draw): Walk {
  const { order, line } = walk;
  const today = addDays(walk.today, draw.days);
  const open = PEOPLE.flatMap((actor) => STEPS.map((name) => ({ actor, name }))).filter(
    ({ actor, name }) =>
      (draw.other % 5 === 0 || !ENDING.includes(name)) &&
      mayBegin({ order, task: null }, actor, name, { today }).allowed,
  );
  const { actor, name } = open[draw.pick % Math.max(open.length, 1)] ?? {};
  if (!actor || !name) return { ...walk, today };
  const request = drawn(name, order, draw, today);
  if (!mayTake({ order, task: null }, actor, request, null, { today }).allowed) return { ...walk, today };
  const now = instantAt(today, '10:00:00');
  const commandId = `command-${walk.taken.length}`;
  const effect = effectOf(order, request, { commandId, actor, now, today });
  const posted = post(line, effect.movements);
  if (posted.available < 0) return { ...walk, today }; // the ledger's constraint refuses: voucher.balance-too-low
  const moved = { ...order, ...effect.facts };
  return {
    order: { ...moved, clock: clockTurn(ORDER_PROCESS, order, moved, name, { actor, now }, CALENDAR) },
    line: posted,
    today,
    taken: [...walk.taken, name],
    events: [
      ...walk.events,
      {
        seq: walk.events.length + 1,
        commandId,
        step: name,
        actorId: actor.id,
        actorRole: orderRoleFor(name, actor.roles) ?? null,
        body: request.body,
        at: now,
      },
    ],
  };
}

const granted = 4_000_000;
const start: Walk = {
  order: anOrder({ state: 'unpaid', orderAmount: '60000.00', useBy: day('2027-02-01'), redeemBy: day('2027-04-01') }),
  line: { granted: -granted, available: granted, held: 0, committed: 0, redeemed: 0, lapsed: 0 },
  today: day('2026-11-24'),
  taken: [],
  events: [
    {
      seq: 1,
      commandId: 'command',
      step: 'place',
      actorId: wang.id,
      actorRole: 'enterprise',
      body: { expectedAmountFen: null },
      at: instantAt(day('2026-11-24'), '09:00:00'),
    },
  ],
};

const draws = fc.record({
  pick: fc.nat({ max: 10_000 }),
  permille: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 1000 }), weight: 8 },
    { arbitrary: fc.constantFrom(0, 1000, 1001), weight: 2 },
  ),
  other: fc.integer({ min: 1, max: 1000 }),
  days: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 1 }),
});
const walks = fc.array(draws, { minLength: 1, maxLength: 80, size: 'max' });

/** What is wrong at this point of a walk; nothing, if all is well. */
function wrongs({ order, line, today }: Walk): string[] {
  const { listPriceFen: P, orderAmountFen: O, voucherAmountFen: V, redemptionFen: R, paidOutFen } = order;
  const limit = orderRedeemableFen(order);
  const lies = order.state === 'closed' || order.state === 'unpaid' || order.state === 'paymentRejected' ? 0 : V;
  const held = order.state === 'paymentReview' ? V : 0;
  const committed = order.state === 'redeemed' || order.state === 'paymentReview' ? 0 : lies - paidOutFen;
  const rules: [string, boolean][] = [
    ['P ≥ O ≥ V', P >= O && O >= V],
    [
      'granted = available + held + committed + redeemed + lapsed',
      -line.granted === line.available + line.held + line.committed + line.redeemed + line.lapsed,
    ],
    [
      'no balance below zero',
      line.available >= 0 && line.held >= 0 && line.committed >= 0 && line.redeemed >= 0 && line.lapsed >= 0,
    ],
    ['R ≤ min(V, ⌊r × A⌋)', R === null || (limit !== null && R <= limit && R <= V)],
    ['paid out ≤ R', paidOutFen <= (R ?? 0)],
    ['held is V under payment review, else nothing', line.held === held],
    ['committed is what has been approved and not paid out', line.committed === committed],
    ['redeemed is what has been paid out', line.redeemed === paidOutFen],
    [
      'a final order leaves nothing held or committed',
      !isFinal(order.state) || (line.held === 0 && line.committed === 0),
    ],
    ['a closed order has V = 0', order.state !== 'closed' || V === 0],
    ['nothing lapses until useBy is past', line.lapsed === 0 || today > order.useBy],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

test('every allowed walk keeps the chain of amounts and the ledger’s equation', () => {
  fc.assert(
    fc.property(walks, (turns) => {
      let walk = start;
      const wrong = turns.flatMap((turn) => {
        walk = step(walk, turn);
        return wrongs(walk);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('an order is had again from its events, at each of them', () => {
  fc.assert(
    fc.property(walks, (turns) => {
      let walk = start;
      for (const turn of turns) {
        walk = step(walk, turn);
        const { version: _version, seq: _seq, ...replayed } = replayOrder(walk.order, walk.events);
        expect(walk.order).toMatchObject(replayed);
      }
    }),
    { numRuns: 25 },
  );
});

test('walks reach both final states, and take every step on their ways', () => {
  const reached = new Set<string>();
  const taken = new Set<string>();
  for (const turns of fc.sample(walks, { numRuns: 200, seed: 20_261_124 })) {
    const walk = turns.reduce(step, start);
    reached.add(walk.order.state);
    for (const name of walk.taken) taken.add(name);
  }
  expect([...reached]).toEqual(expect.arrayContaining(['closed', 'redeemed']));
  expect(STEPS.filter((name) => !taken.has(name))).toEqual([]);
});
