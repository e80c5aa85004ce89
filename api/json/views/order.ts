import { z } from 'zod';
import { RED_FLAG_NAMES } from '../../../domain/order/flags.ts';
import { RoleName, StateName, StepName } from '../../forms/names.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { Day, Money, Named, orNull, schemaOf, Time } from './parts.ts';

/** What an order reads like, for the document. */

const Person = z.object({ name: z.string() });

const Contract = z.object({
  number: z.string(),
  signedOn: Day,
  totalAmount: Money,
  selfPaidAmount: Money,
  clauses: z.object({ serviceContent: z.boolean(), charges: z.boolean(), shortfall: z.boolean() }),
  signedAndSealed: z.boolean(),
  attachmentId: z.string(),
});

const Redemption = z.object({
  serviceStartedOn: Day,
  serviceFinishedOn: Day,
  effect: z.string(),
  invoices: z.array(
    z.object({
      attachmentId: z.string(),
      number: z.string(),
      code: z.string().describe('Empty where the number alone is unique'),
      issuedOn: Day,
      amount: Money,
    }),
  ),
  attachments: z.object({
    selfPaidProof: z.array(z.string()),
    results: z.array(z.string()),
    process: z.array(z.string()),
  }),
});

export const ChangeSchema = z
  .object({
    id: z.string(),
    state: z.enum(['proposed', 'accepted', 'approved', 'rejected', 'dropped']),
    orderAmount: Money,
    voucherAmount: Money,
    attachmentId: z.string(),
    proposedAt: Time,
  })
  .meta({ id: 'ContractChange' });

export const OrderSchema = schemaOf<OrderJson>()(
  z
    .object({
      id: z.string(),
      number: z.string(),
      version: z.int(),
      state: StateName,
      stateLabel: z.string(),
      product: z.object({ id: z.string(), name: z.string(), category: Named, subcategory: Named }),
      institution: Named,
      enterprise: z.object({ id: z.string(), name: z.string(), park: Named }),
      voucherLineId: z.string(),
      listPrice: Money.describe('P'),
      orderAmount: Money.describe('O'),
      voucherAmount: Money.describe('V'),
      expectedAmount: orNull(Money).describe('What the enterprise expected when it placed the order'),
      redeemableAmount: orNull(Money).describe('min(V, ⌊r × A⌋), null before A'),
      redemptionAmount: orNull(Money).describe('R, once decided'),
      paidOutAmount: Money,
      priceConfirmed: z.boolean(),
      remark: z.string().describe('The last reason; "-" when there is none'),
      note: z.string().nullable(),
      placedAt: Time,
      actualAmount: orNull(Money).describe('A'),
      selfPaidAmount: Money.describe('O − V'),
      shortfallAmount: orNull(Money).describe('V − R'),
      contract: Contract.nullable(),
      redemption: Redemption.nullable(),
      approvals: z.array(z.object({ by: Person, amount: Money, at: Time })),
      payouts: z.array(z.object({ amount: Money, paidOn: Day, reference: z.string(), at: Time, by: Person })),
      changes: z.array(ChangeSchema),
      closure: z.object({ agreedBy: z.array(RoleName), closedAt: Time.nullable() }).nullable(),
      returned: z.boolean(),
      redFlags: z
        .array(z.object({ code: z.enum(RED_FLAG_NAMES), label: z.string() }))
        .describe('What a reviewer must look at'),
      waitingFor: z
        .object({
          role: RoleName,
          also: orNull(RoleName).describe('Who else must act, with the same step'),
          group: z.string().nullable(),
          step: StepName,
          dueAt: Time.nullable(),
        })
        .nullable(),
      steps: z
        .array(z.object({ step: StepName, allowed: z.boolean(), code: z.string().optional() }))
        .describe('What the asker may do now, and else why not'),
      timeline: z
        .array(
          z.object({
            at: Time,
            step: StepName,
            by: z.object({ name: z.string(), role: RoleName }),
            from: orNull(StateName),
            to: StateName,
            reason: z.string().nullable(),
          }),
        )
        .describe('What people did, oldest first'),
    })
    .meta({ id: 'Order' }),
);
