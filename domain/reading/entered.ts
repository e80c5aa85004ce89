import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { selfPaidFen } from '../order/amounts.ts';
import type { ContractChange, Invoice, Order } from '../order/order.ts';

/** What was entered beside a contract. @source D11 */
export interface EnteredContract {
  readonly contractNumber: string;
  /** 甲方, the enterprise. */
  readonly partyA: string;
  /** 乙方, the institution. */
  readonly partyB: string;
  readonly signedOn: Day;
  /** O as the contract says it. */
  readonly orderAmount: Fen;
  /** V */
  readonly voucherAmount: Fen;
  readonly selfPaid: Fen;
}

/** What was entered beside a supplementary agreement: of the day it was signed nothing is. The number is the contract's. @source D13 */
export type EnteredAgreement = Omit<EnteredContract, 'signedOn'>;

/** What was entered beside an invoice. @source L165, D41 */
export interface EnteredInvoice {
  readonly invoiceNumber: string;
  /** Empty where the number alone is unique. */
  readonly invoiceCode: string;
  readonly issuedOn: Day;
  /** With tax. */
  readonly invoiceTotal: Fen;
  /** The institution. */
  readonly seller: string;
  /** The enterprise. */
  readonly buyer: string;
}

/** What was entered beside a paper: which values it has says what paper it is. */
export type Entered = EnteredContract | EnteredAgreement | EnteredInvoice;

/** Who the parties of an order are called. */
export interface Names {
  readonly enterprise: string;
  readonly institution: string;
}

/** What is compared of an order's contract; null before one is entered. */
export const enteredContract = (
  { contract, voucherAmountFen }: Pick<Order, 'contract' | 'voucherAmountFen'>,
  { enterprise, institution }: Names,
): EnteredContract | null =>
  contract && {
    contractNumber: contract.number,
    partyA: enterprise,
    partyB: institution,
    signedOn: contract.signedOn,
    orderAmount: contract.totalFen,
    voucherAmount: voucherAmountFen,
    selfPaid: contract.selfPaidFen,
  };

/** What is compared of a supplementary agreement: the amounts that will hold, of this contract and these parties. @source D13 */
export const enteredChange = (
  { contract }: Pick<Order, 'contract'>,
  { orderAmountFen, voucherAmountFen }: Pick<ContractChange, 'orderAmountFen' | 'voucherAmountFen'>,
  { enterprise, institution }: Names,
): EnteredAgreement | null =>
  contract && {
    contractNumber: contract.number,
    partyA: enterprise,
    partyB: institution,
    orderAmount: orderAmountFen,
    voucherAmount: voucherAmountFen,
    selfPaid: selfPaidFen({ orderAmountFen, voucherAmountFen }),
  };

/** What is compared of an invoice of a claim. @source L165 */
export const enteredInvoice = (
  { number, code = '', issuedOn, amountFen }: Omit<Invoice, 'attachmentId'>,
  { enterprise, institution }: Names,
): EnteredInvoice => ({
  invoiceNumber: number,
  invoiceCode: code,
  issuedOn,
  invoiceTotal: amountFen,
  seller: institution,
  buyer: enterprise,
});
