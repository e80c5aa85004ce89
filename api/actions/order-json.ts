import { inShanghai } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import { orderRedeemableFen, selfPaidFen, shortfallFen } from '../../domain/order/amounts.ts';
import type { Claim, Contract, ContractChange } from '../../domain/order/order.ts';
import { mayBegin } from '../../domain/order/permissions.ts';
import { RED_FLAGS, redFlags } from '../../domain/order/flags.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { mayAskForPayout } from '../../domain/payout-batch.ts';
import type { Actor, Moment } from '../../domain/role.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import type { TimelineEntry } from '../../db/reads/order-list.ts';
import { money, moneyOrNull } from './money.ts';

export type OrderJson = ReturnType<typeof orderJson>;

/** For whom, when and in which language something is shown. */
export interface Viewing {
  readonly actor: Actor;
  readonly moment: Moment;
  readonly language: Language;
}

/**
 * An order as this person sees it now: amounts, whose turn, what may be done, what was done. Clients are answered with it,
 * and pages draw from it.
 */
export function orderJson(file: OrderRecord, timeline: readonly TimelineEntry[], viewing: Viewing) {
  const { order, product, names } = file;
  const nameOf = namesIn(timeline);
  return {
    id: order.id,
    number: order.number,
    version: order.version,
    state: order.state,
    stateLabel: ORDER_STATES[order.state][viewing.language],
    product: { id: product.id, name: product.name, category: product.category, subcategory: product.subcategory },
    institution: { id: order.institutionId, name: names.institution },
    enterprise: { id: order.enterpriseId, name: names.enterprise, park: { id: order.parkId, name: names.park } },
    voucherLineId: order.voucherLineId,
    ...amountsOf(file),
    priceConfirmed: order.priceConfirmed,
    remark: order.remark ?? '-',
    note: file.note,
    placedAt: inShanghai(file.placedAt),
    contract: order.contract && contractJson(order.contract),
    redemption: order.claim && redemptionJson(order.claim),
    approvals: order.approvals.map(({ by, amountFen, at }) => ({
      by: { name: nameOf(by) },
      amount: money(amountFen),
      at: inShanghai(at),
    })),
    payouts: order.payouts.map(({ amountFen, paidOn, reference, at, by }) => ({
      amount: money(amountFen),
      paidOn,
      reference,
      at: inShanghai(at),
      by: { name: nameOf(by) },
    })),
    changes: order.changes.map(changeJson),
    closure: order.closure && {
      agreedBy: order.closure.agreedBy.map(({ role }) => role),
      closedAt: order.closure.closedAt && inShanghai(order.closure.closedAt),
    },
    returned: order.returned,
    redFlags: redFlags(order).map((code) => ({ code, label: RED_FLAGS[code][viewing.language] })),
    waitingFor: waitingJson(file),
    steps: stepsOf(file, viewing),
    timeline: timeline.map(({ at, step, actorName, actorRole, from, to, reason }) => ({
      at: inShanghai(at),
      step,
      by: { name: actorName, role: actorRole },
      from,
      to,
      reason,
    })),
  };
}

function amountsOf({ order, expectedAmountFen }: OrderRecord) {
  return {
    listPrice: money(order.listPriceFen),
    orderAmount: money(order.orderAmountFen),
    voucherAmount: money(order.voucherAmountFen),
    expectedAmount: moneyOrNull(expectedAmountFen),
    redeemableAmount: moneyOrNull(orderRedeemableFen(order)),
    redemptionAmount: moneyOrNull(order.redemptionFen),
    paidOutAmount: money(order.paidOutFen),
    actualAmount: moneyOrNull(order.claim?.actualAmountFen ?? null),
    selfPaidAmount: money(selfPaidFen(order)),
    shortfallAmount: moneyOrNull(shortfallFen(order)),
  };
}

/** A contract as it was entered. */
const contractJson = ({
  totalFen,
  selfPaidFen: selfPaid,
  number,
  signedOn,
  clauses,
  signedAndSealed,
  attachmentId,
}: Contract) => ({
  number,
  signedOn,
  totalAmount: money(totalFen),
  selfPaidAmount: money(selfPaid),
  clauses,
  signedAndSealed,
  attachmentId,
});

const redemptionJson = ({
  serviceStartedOn,
  serviceFinishedOn,
  effect,
  invoices,
  attachments: { selfPaidProof, results, process },
}: Claim) => ({
  serviceStartedOn,
  serviceFinishedOn,
  effect,
  invoices: invoices.map(({ attachmentId, number, code = '', issuedOn, amountFen }) => ({
    attachmentId,
    number,
    code,
    issuedOn,
    amount: money(amountFen),
  })),
  attachments: { selfPaidProof: [...selfPaidProof], results: [...results], process: [...process] },
});

const changeJson = ({ id, state, orderAmountFen, voucherAmountFen, attachmentId, proposedAt }: ContractChange) => ({
  id,
  state,
  orderAmount: money(orderAmountFen),
  voucherAmount: money(voucherAmountFen),
  attachmentId,
  proposedAt: inShanghai(proposedAt),
});

function waitingJson({ order, dueAt }: OrderRecord) {
  const waiting = waitingFor(order);
  if (!waiting) return null;
  const { role, also = null, group, step } = waiting;
  return { role, also, group, step, dueAt: dueAt && inShanghai(dueAt) };
}

interface StepJson {
  step: OrderStep;
  allowed: boolean;
  code?: string;
}

/** All steps but `place`: whether the asker may take each now, and else why not. The pages draw their buttons from it. */
const stepsOf = (subject: OrderRecord, { actor, moment }: Viewing): StepJson[] =>
  ORDER_STEP_NAMES.filter((step) => step !== 'place').map((step) => {
    const ruling =
      step === 'recordPayout'
        ? mayAskForPayout(subject, actor, subject.waitsInBatch, moment)
        : mayBegin(subject, actor, step, moment);
    return ruling.allowed ? { step, allowed: true } : { step, allowed: false, code: ruling.code };
  });

/** Whoever approved or paid stands in the timeline. */
function namesIn(timeline: readonly TimelineEntry[]): (id: string) => string {
  const names = new Map(timeline.map(({ actorId, actorName }) => [actorId, actorName]));
  return (id) => names.get(id) ?? '-';
}
