import { randomUUID } from 'node:crypto';
import { eq, inArray, ne, sql } from 'drizzle-orm';
import { attachments } from '../../db/schema/attachment.ts';
import { accounts, organizations } from '../../db/schema/organization.ts';
import { products } from '../../db/schema/product.ts';
import { vouchers } from '../../db/schema/voucher.ts';
import { addDays } from '../../domain/day.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { requestOf } from '../roads/order-requests.ts';
import { roadBetween, roadTo } from '../roads/order.ts';
import type { Otherwise, RoadRow, Stop } from '../roads/order.ts';
import { anInvoiceNumber } from '../makers.ts';
import { eventually } from '../setup/eventually.ts';
import type { World } from '../setup/world.ts';
import { TEXTS } from './texts.ts';

/** Takes one new order to the end of its path; answers its id. The last run of its execution has ended. */
export type Path = (world: World) => Promise<string>;

/** Gives everyone in the world, and everything people have named, a name that no history may hold. */
export async function named({ db }: World): Promise<void> {
  await db.update(accounts).set({ name: sql`${TEXTS.person} || ${accounts.name}` });
  await db.update(organizations).set({ name: sql`${TEXTS.company} || ${organizations.name}` });
  await db.update(products).set({ name: sql`${TEXTS.company} || ${products.name}` });
}

/** The request with the texts people type into it. */
async function worded(asked: OrderRequest | Promise<OrderRequest>): Promise<OrderRequest> {
  const request = await asked;
  switch (request.step) {
    case 'place':
      return { ...request, body: { ...request.body, note: TEXTS.note } };
    case 'approvePayment':
      return { ...request, body: { comment: TEXTS.reason } };
    case 'pay':
      return {
        ...request,
        body: { ...request.body, contract: { ...request.body.contract, number: TEXTS.contractNumber } },
      };
    case 'requestRedemption':
    case 'supplementRedemption': {
      const invoices = request.body.invoices.map((invoice) => ({
        ...invoice,
        number: `${TEXTS.invoiceNumber}-${anInvoiceNumber()}`,
      }));
      return { ...request, body: { ...request.body, effect: TEXTS.effect, invoices } };
    }
    default:
      return request;
  }
}

/** An order and the steps of its people, one after the other. */
function anOrderOf(world: World, plan?: DeadlinePlan) {
  const { ask, chen, wang, li, zhao, zhou, sun } = world;
  const id = randomUUID();
  const must = async (who: { id: string }, request: OrderRequest | Promise<OrderRequest>): Promise<void> => {
    const asked = await worded(request);
    await world.db
      .update(attachments)
      .set({ name: TEXTS.fileName })
      .where(inArray(attachments.id, unnamed(world)));
    await world.must(id, who, asked, plan);
  };
  const reason = { reason: TEXTS.reason };
  const changeId = async (): Promise<string> => (await world.fileOf(id)).order.changes.at(-1)?.id ?? '';
  const detours = {
    withdraw: () => must(wang, { step: 'withdraw', body: {} }),
    rejectPayment: () => must(li, { step: 'rejectPayment', body: reason }),
    sendBack: () => must(zhao, { step: 'returnRedemption', body: reason }),
    supplement: () => must(chen, ask.supplementRedemption()),
    refuse: () => must(zhao, { step: 'rejectRedemption', body: { ...reason, final: false } }),
    refuseForGood: () => must(zhou, { step: 'rejectRedemption', body: { ...reason, final: true } }),
    payPart: () => must(sun, ask.recordPayout('20000.00', TEXTS.reference)),
    payRest: () => must(sun, ask.recordPayout('5000.00', TEXTS.reference)),
    propose: () => must(chen, ask.proposeChange('50000.00', '28000.00')),
    accept: async () => must(wang, { step: 'acceptChange', body: { changeId: await changeId() } }),
    approveChange: async () => must(li, { step: 'approveChange', body: { changeId: await changeId() } }),
    institutionCloses: () => must(chen, { step: 'close', body: reason }),
    enterpriseCloses: () => must(wang, { step: 'close', body: reason }),
    centerCloses: () => must(zhao, { step: 'close', body: reason }),
  };
  type Part = keyof typeof detours | readonly RoadRow[];
  const by = async (...parts: readonly Part[]): Promise<void> => {
    for (const part of parts)
      if (typeof part === 'string') await detours[part]();
      else for (const row of part) await must(world[row.person], requestOf(ask, row));
  };
  return {
    id,
    /** Takes these parts of the road, and steps beside it. */
    by,
    /** Takes them, and waits for the end of the execution. */
    toTheEnd: async (...parts: readonly Part[]): Promise<string> => {
      await by(...parts);
      await world.temporal.handleOf(id).result();
      return id;
    },
  };
}

/** R is less than the limit, for which reviewers type a reason. */
const LESS: Otherwise = { approveRedemption: { amount: '25000.00', reason: TEXTS.reason } };
const to = (stop: Stop) => roadTo(stop, LESS);
const onward = (from: Stop, stop: Stop) => roadBetween(from, stop, LESS);

/** Paths run side by side: a file that another of them holds is another's. */
const unnamed = ({ db }: World) =>
  db
    .select({ id: attachments.id })
    .from(attachments)
    .where(ne(attachments.name, TEXTS.fileName))
    .for('update', { skipLocked: true });

/** Every way an order's execution can end, by the name of its history. */
export const PATHS: Readonly<Record<string, Path>> = {
  redeemed: (world) => anOrderOf(world).toTheEnd(to('preRedeemed'), 'payPart', 'payRest'),
  'redeemed-after-rejection': (world) =>
    anOrderOf(world).toTheEnd(
      to('paymentReview'),
      'withdraw',
      onward('priced', 'paymentReview'),
      'rejectPayment',
      onward('unpaid', 'preRedeemed'),
      'payPart',
      'payRest',
    ),
  'redeemed-after-supplement': (world) =>
    anOrderOf(world).toTheEnd(
      to('redemptionReview'),
      'sendBack',
      'supplement',
      'refuse',
      onward('paid', 'preRedeemed'),
      'payPart',
      'payRest',
    ),
  'redeemed-after-contract-change': (world) =>
    anOrderOf(world).toTheEnd(
      to('paid'),
      'propose',
      'accept',
      'approveChange',
      onward('paid', 'preRedeemed'),
      'payPart',
      'payRest',
    ),
  'closed-by-institution': (world) => anOrderOf(world).toTheEnd(to('unpaid'), 'institutionCloses'),
  'closed-by-enterprise': (world) => anOrderOf(world).toTheEnd(to('priced'), 'enterpriseCloses'),
  'closed-by-agreement': (world) =>
    anOrderOf(world).toTheEnd(to('paid'), 'enterpriseCloses', 'centerCloses', 'institutionCloses'),
  'closed-by-center': (world) => anOrderOf(world).toTheEnd(to('redemptionReview'), 'refuse', 'centerCloses'),
  'closed-by-final-rejection': (world) => anOrderOf(world).toTheEnd(to('redemptionReview'), 'refuseForGood'),
  'closed-after-redeem-by': async (world) => {
    const order = anOrderOf(world);
    await order.by(to('paid'));
    const { id, useBy, redeemBy } = world.voucher;
    const yesterday = addDays(world.today, -1);
    const until = (dates: { useBy: typeof useBy; redeemBy: typeof redeemBy }) =>
      world.db.update(vouchers).set(dates).where(eq(vouchers.id, id));
    await until({ useBy: yesterday, redeemBy: yesterday });
    await order.toTheEnd('centerCloses');
    await until({ useBy, redeemBy });
    return order.id;
  },
  expired: (world) =>
    anOrderOf(world, {
      unpaid: [
        { step: 'remind', afterMs: 50 },
        { step: 'expire', afterMs: 150 },
      ],
    }).toTheEnd(to('unpaid')),
  'reminded-and-escalated': async (world) => {
    const order = anOrderOf(world, {
      paymentReview: [
        { step: 'remind', afterMs: 50 },
        { step: 'overdue', afterMs: 100 },
        { step: 'escalate', afterMs: 150 },
      ],
    });
    await order.by(to('paymentReview'));
    await eventually(
      () => world.eventsOf(order.id),
      (events) => events.at(-1)?.step === 'escalate',
      { withinMs: 60_000 }, // all paths are lived at once
    );
    return order.toTheEnd('rejectPayment', 'enterpriseCloses');
  },
  'place-refused': async (world) => {
    const id = randomUUID();
    await world.temporal.click(id, world.qian.id, worded(world.ask.place()));
    await world.temporal.handleOf(id).result();
    return id;
  },
  'click-refused': async (world) => {
    const order = anOrderOf(world);
    await order.by(to('unpaid'));
    await world.temporal.click(order.id, world.sun.id, world.ask.recordPayout('1.00', TEXTS.reference));
    return order.toTheEnd('institutionCloses');
  },
  'click-on-a-final-order': async (world) => {
    const id = await anOrderOf(world).toTheEnd(to('unpaid'), 'institutionCloses');
    await world.temporal.click(id, world.wang.id, worded(world.ask.pay()));
    await world.temporal.handleOf(id).result();
    return id;
  },
  'came-back': async (world) => {
    const order = anOrderOf(world);
    await order.by(to('paymentReview'));
    await world.temporal.handleOf(order.id).terminate('history lost');
    return order.toTheEnd(onward('paymentReview', 'redemptionReview'), 'refuseForGood');
  },
  'recorded-after-an-outage': async (world) => {
    const order = anOrderOf(world);
    await order.by(to('unpaid'));
    await unansweredAtFirst(world, order.id, () => order.by(onward('unpaid', 'priced')));
    return order.toTheEnd('enterpriseCloses');
  },
};

const ACTIVITY_TASK_SCHEDULED = 10;

/** Makes PostgreSQL keep the order's recording waiting until the quick tries are used up and the patient one has begun. */
async function unansweredAtFirst(world: World, orderId: string, click: () => Promise<void>): Promise<void> {
  let taken: Promise<void> = Promise.resolve();
  await world.db.transaction(async (tx) => {
    await tx.execute(sql`select from orders where id = ${orderId} for update`);
    taken = click();
    const history = () => world.temporal.handleOf(orderId).fetchHistory();
    await eventually(
      history,
      ({ events }) => (events ?? []).some(({ eventType }) => Number(eventType) === ACTIVITY_TASK_SCHEDULED),
      { withinMs: 60_000 },
    );
  });
  await taken;
}
