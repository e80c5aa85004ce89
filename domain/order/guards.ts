import { sumFen } from '../fen.ts';
import type { Actor, Moment } from '../role.ts';
import { ALLOWED, all, refused, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import { exceedsRatio, needsSecondPerson, needsSelfPaidProof, orderRedeemableFen, selfPaidFen } from './amounts.ts';
import { isInvoiceNumber, listsInvoiceTwice } from './invoice.ts';
import { openChange } from './order.ts';
import type { Claim, Contract, Order } from './order.ts';
import type { OrderBodies, OrderRequest } from './commands.ts';
import { listPayoutFaults } from './payout.ts';

/**
 * Whether the body of a step fits the order: amounts, dates, documents. Role, party and state are asked elsewhere.
 *
 * @source L84, L99, L117, L152, L165, L177
 */
export function bodyRuling(order: Order, actor: Actor, { step, body }: OrderRequest, moment: Moment): Ruling {
  switch (step) {
    case 'confirmPrice':
      return mayConfirmPrice(order, body);
    case 'pay':
      return mayPay(order, body, moment);
    case 'requestRedemption':
    case 'supplementRedemption':
      return mayClaim(order, body, moment);
    case 'approveRedemption':
      return mayApproveRedemption(order, actor, body);
    case 'recordPayout':
      return mayPayOut(order, body, moment);
    case 'proposeChange':
      return mayChange(order, body);
    case 'acceptChange':
    case 'approveChange':
    case 'rejectChange':
    case 'dropChange':
      return refuseIf(openChange(order)?.id !== body.changeId, 'change.none-open');
    case 'place':
    case 'withdraw':
    case 'approvePayment':
    case 'rejectPayment':
    case 'returnRedemption':
    case 'rejectRedemption':
    case 'failPayout':
    case 'close':
    case 'dropClosure':
      return ALLOWED;
  }
}

/**
 * 0 < O ≤ P, the price frozen when the order was placed.
 *
 * @returns allowed, or the first of: `order.amount-zero`, `order.above-list-price`
 * @source L99, L117
 */
const mayConfirmPrice = (order: Order, { orderAmountFen }: OrderBodies['confirmPrice']): Ruling =>
  all(
    refuseIf(orderAmountFen === 0, 'order.amount-zero'),
    refuseIf(orderAmountFen > order.listPriceFen, 'order.above-list-price'),
  );

/**
 * 0 < V ≤ O, the contract as L84 asks for it; V above r × O needs the parties' tick, or is refused by policy.
 * The balance of the voucher line is not asked here: the ledger's constraint decides it.
 *
 * @source L84, L99, L177, D1, D11
 */
const mayPay = (
  order: Order,
  { voucherAmountFen, contract, shortfallAccepted }: OrderBodies['pay'],
  moment: Moment,
): Ruling =>
  all(
    refuseIf(voucherAmountFen === 0, 'order.voucher-amount-zero'),
    refuseIf(voucherAmountFen > order.orderAmountFen, 'order.above-order-amount'),
    contractRuling(order, contract, voucherAmountFen, moment),
    exceedsRatio(voucherAmountFen, order.orderAmountFen, order.rules)
      ? all(
          refuseIf(order.rules.ratioPolicy === 'BLOCK', 'order.ratio-exceeded'),
          refuseIf(!shortfallAccepted, 'order.ratio-not-accepted'),
        )
      : ALLOWED,
  );

function contractRuling(
  order: Order,
  contract: Contract,
  voucherAmountFen: Order['voucherAmountFen'],
  { today }: Moment,
): Ruling {
  const { serviceContent, charges, shortfall } = contract.clauses;
  if (voucherAmountFen > order.orderAmountFen) return ALLOWED; // refused already; a self-paid part below zero has no meaning
  return all(
    refuseIf(contract.totalFen !== order.orderAmountFen, 'contract.total-differs'),
    refuseIf(
      contract.selfPaidFen !== selfPaidFen({ orderAmountFen: order.orderAmountFen, voucherAmountFen }),
      'contract.self-paid-differs',
    ),
    refuseIf(!(serviceContent && charges && shortfall && contract.signedAndSealed), 'contract.clause-missing'),
    refuseIf(contract.signedOn < order.grantedOn, 'contract.before-grant'),
    refuseIf(contract.signedOn > today, 'contract.in-future'),
  );
}

/**
 * 0 < A ≤ O, invoices that add up to A, each with a number that can be read, none of them twice, proof of the self-paid part when there is one. Whether one stands in
 * another order is the database's to say.
 *
 * @source L152, L165, D12, D41
 */
const mayClaim = (order: Order, claim: Claim, { today }: Moment): Ruling =>
  all(
    refuseIf(claim.actualAmountFen === 0, 'redemption.amount-zero'),
    refuseIf(claim.actualAmountFen > order.orderAmountFen, 'redemption.above-order-amount'),
    refuseIf(
      sumFen(claim.invoices.map(({ amountFen }) => amountFen)) !== claim.actualAmountFen,
      'redemption.invoices-differ',
    ),
    refuseIf(!claim.invoices.every(({ number }) => isInvoiceNumber(number)), 'invoice.number-unreadable'),
    refuseIf(listsInvoiceTwice(claim), 'invoice.listed-twice'),
    refuseIf(
      needsSelfPaidProof(order) && claim.attachments.selfPaidProof.length === 0,
      'redemption.self-paid-proof-missing',
    ),
    refuseIf(claim.serviceFinishedOn < claim.serviceStartedOn, 'redemption.dates-reversed'),
    refuseIf(
      [claim.serviceFinishedOn, ...claim.invoices.map(({ issuedOn }) => issuedOn)].some((day) => day > today),
      'redemption.date-in-future',
    ),
  );

/**
 * 0 < R ≤ min(V, ⌊r × A⌋); less needs a reason; the second of two persons names the first one's amount, and whoever
 * approved the payment is never the only one.
 *
 * @source L152, D1, D6
 */
function mayApproveRedemption(
  order: Order,
  actor: Actor,
  { amountFen, reason }: OrderBodies['approveRedemption'],
): Ruling {
  const limit = orderRedeemableFen(order) ?? 0;
  const first = order.approvals[0];
  return all(
    refuseIf(amountFen === 0, 'redemption.amount-zero'),
    refuseIf(amountFen > limit, 'redemption.above-limit'),
    refuseIf(first !== undefined && first.amountFen !== amountFen, 'redemption.amount-differs'),
    refuseIf(amountFen < limit && reason === null, 'redemption.reason-required'),
    refuseIf(
      actor.id === order.paymentApprovedBy && !needsSecondPerson(order, amountFen),
      'redemption.payment-approver',
    ),
  );
}

/** The first thing that is wrong with a payout. @source D2 */
function mayPayOut(order: Order, body: OrderBodies['recordPayout'], moment: Moment): Ruling {
  const [first] = listPayoutFaults(order, body, moment);
  return first === undefined ? ALLOWED : refused(first);
}

/** 0 < O′ ≤ O and 0 < V′ ≤ min(V, O′). @source D13 */
const mayChange = (order: Order, { orderAmountFen, voucherAmountFen }: OrderBodies['proposeChange']): Ruling =>
  all(
    refuseIf(orderAmountFen === 0 || voucherAmountFen === 0, 'change.amount-zero'),
    refuseIf(orderAmountFen > order.orderAmountFen, 'change.above-order-amount'),
    refuseIf(voucherAmountFen > order.voucherAmountFen || voucherAmountFen > orderAmountFen, 'change.voucher-too-high'),
  );
