import { z } from 'zod';
import type { OrderBodies, OrderRequest } from '../../domain/order/commands.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { amount, day, id, optionalReason, reason, text, tick } from './fields.ts';
import { invoice } from './invoice.ts';

/** The form of each step: its fields as people send them, and the body the rules ask for. */

interface Form<S extends OrderStep, F extends z.ZodRawShape> {
  readonly fields: F;
  /** `changeId` is the path's, for the steps of a contract change. */
  readonly body: (fields: z.output<z.ZodObject<F>>, changeId: string) => OrderBodies[S];
}

const form = <S extends OrderStep, F extends z.ZodRawShape>(
  _step: S,
  fields: F,
  body: Form<S, F>['body'],
): Form<S, F> => ({ fields, body });

/** What whoever approves ticks of papers that do not say what was entered. @source L149, D42 */
const confirmed = tick.nullish().meta({
  description:
    'That the papers were compared by eye. Required unless each of their values was read and matches; GET /api/attachments/{id}/reading says what was read',
});

const confirmedBody = (ticked: boolean | null | undefined) => ticked === true && { confirmed: true };

const FILES_AT_MOST = 20;
export const INVOICES_AT_MOST = 50;
export const REFERENCE_AT_MOST = 100;
export const EFFECT_AT_MOST = 2000;

/** What a payout says, its amount apart: in a batch that stands fixed. */
export const paidForm = { paidOn: day, reference: text(REFERENCE_AT_MOST) };

const contract = z.object({
  number: text(100),
  signedOn: day,
  totalAmount: amount,
  selfPaidAmount: amount,
  clauses: z.object({ serviceContent: tick, charges: tick, shortfall: tick }),
  signedAndSealed: tick,
  attachmentId: id,
});

/** What a redemption is asked for with. Results and process materials are always needed (L165); proof of the self-paid part where there is one. */
const claim = {
  actualAmount: amount,
  serviceStartedOn: day,
  serviceFinishedOn: day,
  effect: text(EFFECT_AT_MOST, { lines: true }),
  invoices: z.array(invoice).min(1).max(INVOICES_AT_MOST),
  attachments: z.object({
    selfPaidProof: z.array(id).max(FILES_AT_MOST).default([]),
    results: z.array(id).min(1).max(FILES_AT_MOST),
    process: z.array(id).min(1).max(FILES_AT_MOST),
  }),
};

const claimBody = ({
  actualAmount,
  invoices,
  ...rest
}: z.output<z.ZodObject<typeof claim>>): OrderBodies['requestRedemption'] => ({
  actualAmountFen: actualAmount,
  serviceStartedOn: rest.serviceStartedOn,
  serviceFinishedOn: rest.serviceFinishedOn,
  effect: rest.effect,
  invoices: invoices.map(({ amount: amountFen, ...invoiced }) => ({ ...invoiced, amountFen })),
  attachments: rest.attachments,
});

export const ORDER_FORMS = {
  place: form(
    'place',
    { productId: id, voucherLineId: id, expectedAmount: amount.nullish(), note: optionalReason },
    ({ productId, voucherLineId, expectedAmount, note }) => ({
      productId,
      voucherLineId,
      expectedAmountFen: expectedAmount ?? null,
      note,
    }),
  ),
  confirmPrice: form('confirmPrice', { orderAmount: amount }, ({ orderAmount }) => ({ orderAmountFen: orderAmount })),
  pay: form(
    'pay',
    { voucherAmount: amount, contract, shortfallAccepted: tick.nullish() },
    ({ voucherAmount, shortfallAccepted, contract: { totalAmount, selfPaidAmount, ...rest } }) => ({
      voucherAmountFen: voucherAmount,
      shortfallAccepted: shortfallAccepted ?? false,
      contract: { ...rest, totalFen: totalAmount, selfPaidFen: selfPaidAmount },
    }),
  ),
  withdraw: form('withdraw', {}, () => ({})),
  approvePayment: form('approvePayment', { comment: optionalReason, confirmed }, (fields) => ({
    comment: fields.comment,
    ...confirmedBody(fields.confirmed),
  })),
  rejectPayment: form('rejectPayment', { reason }, ({ reason: why }) => ({ reason: why })),
  requestRedemption: form('requestRedemption', claim, claimBody),
  returnRedemption: form('returnRedemption', { reason }, ({ reason: why }) => ({ reason: why })),
  supplementRedemption: form(
    'supplementRedemption',
    { ...claim, comment: optionalReason },
    ({ comment, ...fields }) => ({
      ...claimBody(fields),
      comment,
    }),
  ),
  approveRedemption: form('approveRedemption', { amount, reason: optionalReason, confirmed }, (fields) => ({
    amountFen: fields.amount,
    reason: fields.reason,
    ...confirmedBody(fields.confirmed),
  })),
  rejectRedemption: form('rejectRedemption', { reason, final: tick.nullish() }, ({ reason: why, final }) => ({
    reason: why,
    final: final ?? false,
  })),
  recordPayout: form('recordPayout', { amount, ...paidForm }, (fields) => ({
    amountFen: fields.amount,
    paidOn: fields.paidOn,
    reference: fields.reference,
  })),
  failPayout: form('failPayout', { batchLineId: id, reason }, ({ batchLineId, reason: why }) => ({
    batchLineId,
    reason: why,
  })),
  proposeChange: form(
    'proposeChange',
    { orderAmount: amount, voucherAmount: amount, attachmentId: id, comment: optionalReason },
    ({ orderAmount, voucherAmount, attachmentId, comment }) => ({
      orderAmountFen: orderAmount,
      voucherAmountFen: voucherAmount,
      attachmentId,
      comment,
    }),
  ),
  acceptChange: form('acceptChange', {}, (_, changeId) => ({ changeId })),
  approveChange: form('approveChange', { confirmed }, (fields, changeId) => ({
    changeId,
    ...confirmedBody(fields.confirmed),
  })),
  rejectChange: form('rejectChange', { reason }, ({ reason: why }, changeId) => ({ reason: why, changeId })),
  dropChange: form('dropChange', {}, (_, changeId) => ({ changeId })),
  close: form('close', { reason }, ({ reason: why }) => ({ reason: why })),
  dropClosure: form('dropClosure', { reason }, ({ reason: why }) => ({ reason: why })),
} as const;

/** A step with its body, from the fields its form has read. */
export const requestOf = <Step extends OrderStep>(
  step: Step,
  fields: Record<string, unknown>,
  changeId = '',
): OrderRequest<Step> => ({ step, body: ORDER_FORMS[step].body(fields as never, changeId) }) as OrderRequest<Step>; // fields and body belong to the same row
