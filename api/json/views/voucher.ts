import { z } from 'zod';
import { inShanghai } from '../../../domain/day.ts';
import type { Language, Texts } from '../../../domain/language.ts';
import { ORDER_STEP_NAMES, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { LEDGER_ACCOUNTS, VOUCHER_KINDS } from '../../../domain/voucher.ts';
import type { VoucherKind } from '../../../domain/voucher.ts';
import type { MovementRow } from '../../../db/reads/ledger.ts';
import type { LineRow, VoucherRow } from '../../../db/reads/voucher.ts';
import { money } from '../../actions/money.ts';
import { Day, Money, Named, Time } from './parts.ts';

const LineSchema = z
  .object({
    id: z.string(),
    category: Named,
    subcategory: Named,
    granted: Money,
    available: Money,
    held: Money,
    committed: Money,
    redeemed: Money,
    lapsed: Money,
  })
  .meta({ id: 'VoucherLine' });

export const VoucherSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    kind: z.enum(Object.keys(VOUCHER_KINDS) as VoucherKind[]),
    enterprise: Named,
    grantedOn: Day,
    useBy: Day,
    redeemBy: Day,
    lines: z.array(LineSchema),
  })
  .meta({ id: 'Voucher' });

export const EntrySchema = z
  .object({
    id: z.string(),
    at: Time,
    lineId: z.string(),
    from: z.enum(LEDGER_ACCOUNTS),
    to: z.enum(LEDGER_ACCOUNTS),
    amount: Money,
    orderId: z.string().nullable(),
    orderNumber: z.string().nullable(),
    step: z.string(),
    stepLabel: z.string(),
  })
  .meta({ id: 'LedgerEntry' });

/** A voucher with its lines as the interface shows it. */
export const voucherJson = (voucher: VoucherRow, lines: readonly LineRow[]): z.output<typeof VoucherSchema> => ({
  ...voucher,
  lines: lines.filter(({ voucherId }) => voucherId === voucher.id).map(lineJson),
});

const lineJson = (line: LineRow): z.output<typeof LineSchema> => ({
  id: line.id,
  category: line.category,
  subcategory: line.subcategory,
  granted: money(line.grantedFen),
  available: money(line.availableFen),
  held: money(line.heldFen),
  committed: money(line.committedFen),
  redeemed: money(line.redeemedFen),
  lapsed: money(line.lapsedFen),
});

/** An entry of the ledger as the interface shows it. */
export const entryJson = (
  { id, at, lineId, from, to, amountFen, order, step }: MovementRow,
  language: Language,
): z.output<typeof EntrySchema> => ({
  id: String(id),
  at: inShanghai(at),
  lineId,
  from,
  to,
  orderId: order?.id ?? null,
  orderNumber: order?.number ?? null,
  step,
  stepLabel: movementLabel(step, language),
  amount: money(amountFen),
});

const SCHEME_MOVEMENTS: Readonly<Record<string, Texts>> = {
  grant: { zh: '发放', en: 'Grant' },
  lapse: { zh: '过期失效', en: 'Lapse' },
};

/** What moved the money, as people say it: an order's step, a grant or a lapse. Of a later release, its name. */
function movementLabel(step: string, language: Language): string {
  const texts = isOrderStep(step) ? orderStep(step) : SCHEME_MOVEMENTS[step];
  return texts?.[language] ?? step;
}

const isOrderStep = (step: string): step is OrderStep => ORDER_STEP_NAMES.some((name) => name === step);
