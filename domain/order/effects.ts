import { addFen, subtractFen, ZERO_FEN } from '../fen.ts';
import { effect } from '../process/effect.ts';
import type { Effect as EffectOn, NamedFile, Taking } from '../process/effect.ts';
import { backAccount, moving } from '../voucher.ts';
import { closesAlone } from './closure.ts';
import { needsSecondPerson, outstandingFen } from './amounts.ts';
import type { Claim, ContractChange, Order } from './order.ts';
import { openChange } from './order.ts';
import type { OrderBodies, OrderRequest } from './commands.ts';
import { ORDER_STATES } from './states.ts';
import { orderRoleFor, orderStep } from './steps.ts';
import type { OrderStep } from './steps.ts';

type Effect = EffectOn<Order>;
type Request<S extends OrderStep> = OrderBodies[S];

/**
 * What an allowed step does to its order. Pure: the rule has been asked before.
 *
 * @source L132, L138, L140, L152, D4, D5, D6, D13, D20, D25
 */
export function effectOf(order: Order, { step, body }: OrderRequest, taking: Taking): Effect {
  switch (step) {
    case 'place':
      throw new Error('an order is begun, not changed, by `place`');
    case 'confirmPrice':
      return effect({ state: 'unpaid', orderAmountFen: body.orderAmountFen, priceConfirmed: true });
    case 'pay':
      return paying(body);
    case 'withdraw':
      return effect(
        { state: 'unpaid', voucherAmountFen: ZERO_FEN, contract: null },
        { movements: moving('held', backAccount(taking.today, order.useBy), order.voucherAmountFen) },
      );
    case 'approvePayment':
      return effect(
        { state: 'paid', paymentApprovedBy: taking.actor.id, paymentApprovedAt: taking.now, remark: null },
        { movements: moving('held', 'committed', order.voucherAmountFen) },
      );
    case 'rejectPayment':
      return effect(
        { state: 'paymentRejected', voucherAmountFen: ZERO_FEN, remark: body.reason },
        { movements: moving('held', backAccount(taking.today, order.useBy), order.voucherAmountFen) },
      );
    case 'requestRedemption':
    case 'supplementRedemption':
      return claiming(body);
    case 'returnRedemption':
      return effect({ returned: true, approvals: [], remark: body.reason });
    case 'approveRedemption':
      return approving(order, body, taking);
    case 'rejectRedemption':
      return body.final
        ? closed(order, body.reason, taking)
        : effect({ state: 'redemptionRejected', approvals: [], remark: body.reason });
    case 'recordPayout':
      return payingOut(order, body, taking);
    case 'failPayout':
      return effect({}, { content: false }); // no money has moved, and what others have open stays valid
    case 'proposeChange':
      return proposing(order, body, taking);
    case 'acceptChange':
      return effect({ changes: settled(order, 'accepted') });
    case 'approveChange':
      return changing(order, taking);
    case 'rejectChange':
      return effect({ changes: settled(order, 'rejected'), remark: body.reason });
    case 'dropChange':
      return effect({ changes: settled(order, 'dropped') });
    case 'close':
      return closing(order, body, taking);
    case 'dropClosure':
      return effect({ closure: null }); // the version rises: a consent to the closing that ended must not ask for another
  }
}

const paying = ({ voucherAmountFen, contract }: Request<'pay'>): Effect =>
  effect(
    { state: 'paymentReview', voucherAmountFen, contract },
    {
      movements: moving('available', 'held', voucherAmountFen),
      attachments: [{ id: contract.attachmentId, kind: 'contract' }],
    },
  );

/** What its sender knew to differ is the event's, and no part of the change. @source D13 */
const proposing = (
  { changes }: Order,
  { differences: _known, ...change }: Request<'proposeChange'>,
  { commandId, now }: Taking,
): Effect =>
  effect(
    { changes: [...changes, { ...change, id: commandId, state: 'proposed', proposedAt: now }] },
    { attachments: [{ id: change.attachmentId, kind: 'supplementaryAgreement' }] },
  );

/** A request ends what the parties had agreed about closing. An answer to the reviewer, and what was known to differ, are the event's. @source D3, L165 */
const claiming = ({ comment: _answer, differences: _known, ...claim }: Request<'supplementRedemption'>): Effect =>
  effect(
    { state: 'redemptionReview', claim, returned: false, approvals: [], closure: null },
    { attachments: claimedFiles(claim) },
  );

/** The files a claim names, each once where it holds several invoices. @source L165 */
export const claimedFiles = ({ invoices, attachments: { selfPaidProof, results, process } }: Claim): NamedFile[] => [
  ...[...new Set(invoices.map(({ attachmentId }) => attachmentId))].map((id) => ({ id, kind: 'invoice' as const })),
  ...selfPaidProof.map((id) => ({ id, kind: 'selfPaidProof' as const })),
  ...results.map((id) => ({ id, kind: 'result' as const })),
  ...process.map((id) => ({ id, kind: 'process' as const })),
];

/** The first of two persons changes nothing that people see; the last one fixes R. @source D6 */
function approving(order: Order, { amountFen, reason }: Request<'approveRedemption'>, { actor, now }: Taking): Effect {
  const approvals = [...order.approvals, { by: actor.id, amountFen, at: now }];
  if (approvals.length === 1 && needsSecondPerson(order, amountFen)) return effect({ approvals }, { content: false });
  return effect({ state: 'preRedeemed', approvals, redemptionFen: amountFen, remark: reason });
}

/** The payout that completes R gives the shortfall back. @source D2, D20 */
function payingOut(order: Order, body: Request<'recordPayout'>, { actor, now, today }: Taking): Effect {
  const complete = body.amountFen === outstandingFen(order);
  const shortfall = subtractFen(order.voucherAmountFen, order.redemptionFen ?? ZERO_FEN);
  return effect(
    {
      state: complete ? 'redeemed' : 'preRedeemed',
      payouts: [...order.payouts, { ...body, by: actor.id, at: now }],
      paidOutFen: addFen(order.paidOutFen, body.amountFen),
    },
    {
      movements: [
        ...moving('committed', 'redeemed', body.amountFen),
        ...(complete ? moving('committed', backAccount(today, order.useBy), shortfall) : []),
      ],
    },
  );
}

/**
 * The new contract holds; the voucher money it no longer needs goes back. Who had agreed to close the order had agreed under the
 * former terms: all are asked anew.
 *
 * @source D3, D13, D20
 */
function changing(order: Order, { today }: Taking): Effect {
  const change = openChange(order);
  if (!change) throw new Error(`order ${order.id} has no open contract change`);
  return effect(
    {
      changes: settled(order, 'approved'),
      orderAmountFen: change.orderAmountFen,
      voucherAmountFen: change.voucherAmountFen,
      closure: null,
      remark: null,
    },
    {
      movements: moving(
        'committed',
        backAccount(today, order.useBy),
        subtractFen(order.voucherAmountFen, change.voucherAmountFen),
      ),
    },
  );
}

/**
 * One side closes an unpaid order, the center one that can no longer be redeemed; while paid, all three must agree, and the
 * reason of the closing is that of whoever proposed it: what the others say of their consent stays in the history.
 *
 * @source D3
 */
function closing(order: Order, { reason }: Request<'close'>, taking: Taking): Effect {
  const { actor, now, today } = taking;
  const role = orderRoleFor('close', actor.roles);
  if (!role) throw new Error('closing without a role');
  const agreedBy = [...(order.closure?.agreedBy ?? []), { role, by: actor.id, reason, at: now }];
  const byAgreement = order.state === 'paid' && !closesAlone(order, role, today);
  if (byAgreement && agreedBy.length < orderStep('close').by.length)
    return effect({ closure: { agreedBy, closedAt: null } }, { content: false });
  const proposed = byAgreement ? agreedBy[0]?.reason : undefined;
  return closed({ ...order, closure: { agreedBy, closedAt: null } }, proposed ?? reason, taking);
}

/** An unpaid order nobody paid in time, closed by the clock. @source D20, L134 */
export const expired = (order: Order, taking: Pick<Taking, 'now' | 'today'>): Effect =>
  closed(order, EXPIRED_REASON, taking);

const EXPIRED_REASON = '逾期未支付，系统自动关闭';

/** The end without redemption: what was committed goes back, V is nothing. @source D3, D20 */
function closed(order: Order, reason: string, { now, today }: Pick<Taking, 'now' | 'today'>): Effect {
  const committed = ORDER_STATES[order.state].voucher === 'committed' ? order.voucherAmountFen : ZERO_FEN;
  return effect(
    {
      state: 'closed',
      voucherAmountFen: ZERO_FEN,
      approvals: [],
      changes: settled(order, 'dropped'),
      closure: { agreedBy: order.closure?.agreedBy ?? [], closedAt: now },
      remark: reason,
    },
    { movements: moving('committed', backAccount(today, order.useBy), committed) },
  );
}

/** The changes with the open one in its new state. */
const settled = (order: Order, state: ContractChange['state']): readonly ContractChange[] => {
  const open = openChange(order);
  return order.changes.map((change) => (change === open ? { ...change, state } : change));
};
