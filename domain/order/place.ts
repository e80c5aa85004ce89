import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Actor, Moment } from '../role.ts';
import { all, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import type { OrderBodies } from './commands.ts';
import { roleRuling } from '../process/permissions.ts';
import { ORDER_PROCESS } from './process.ts';

/** What an order is placed on: the product as published and the voucher line named, where they exist. */
export interface Offer {
  readonly product: {
    readonly live: boolean;
    readonly priceFen: Fen;
    readonly subcategoryId: string;
    readonly institutionActive: boolean;
    readonly institutionCreditCode: string;
  } | null;
  readonly line: {
    readonly enterpriseId: string;
    readonly enterpriseCreditCode: string;
    readonly subcategoryId: string;
    readonly availableFen: Fen;
    readonly useBy: Day;
  } | null;
}

/**
 * Whether this actor may place an order on this offer. A subcategory belongs to one category, so equal subcategories
 * are equal categories.
 *
 * @returns allowed, or the first of: not one's role, product, institution, voucher line, company, amount
 * @source L58, L78, D7, D10, D22, D24
 */
export function mayPlace(
  { product, line }: Offer,
  actor: Actor,
  { expectedAmountFen }: OrderBodies['place'],
  { today }: Moment,
): Ruling {
  const own = line !== null && line.enterpriseId === actor.organizationId;
  return all(
    roleRuling(ORDER_PROCESS, 'place', actor),
    refuseIf(!product?.live, 'product.not-live'),
    refuseIf(!product?.institutionActive, 'institution.suspended'),
    refuseIf(!own, 'voucher.line-unknown'),
    refuseIf(product?.institutionCreditCode === line?.enterpriseCreditCode, 'order.same-company'),
    refuseIf(line?.subcategoryId !== product?.subcategoryId, 'voucher.other-direction'),
    refuseIf(line?.availableFen === 0, 'voucher.nothing-left'),
    refuseIf(line !== null && today > line.useBy, 'voucher.past-use-by'),
    refuseIf(
      expectedAmountFen !== null && (expectedAmountFen === 0 || expectedAmountFen > (product?.priceFen ?? 0)),
      'order.expected-amount-invalid',
    ),
  );
}
