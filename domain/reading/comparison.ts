import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Order } from '../order/order.ts';
import type { Found, Label } from './found.ts';
import type { Reading } from './reading.ts';
import { plain } from './signs.ts';

/** What was entered beside the contract. @source D11 */
export interface Entered {
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

/**
 * How an entered value stands to the text. Not found is no mistake: contracts say things in many ways. Of `several` values
 * under its name it is one, and only a person can say which of them counts.
 */
export type Outcome = 'matches' | 'differs' | 'several' | 'notFound';

/** One entered value beside what the text says. */
export interface Compared {
  readonly label: Label;
  readonly entered: Fen | Day | string;
  readonly outcome: Outcome;
  /** Where the text says it, or says otherwise; empty when not found. */
  readonly places: readonly Found<Fen | Day | string>[];
}

/** Of one value at most; a contract repeats its total. */
const PLACES_AT_MOST = 5;

/**
 * Each entered value beside the text: it matches where it is found, and differs only where the text gives what is called so
 * another value, and this one nowhere under that name. What is called something else says nothing of it.
 *
 * @source L149, D11
 */
export const comparisonOf = (entered: Entered, { amounts, days, numbers, parties }: Reading): Compared[] => [
  compared('contractNumber', entered.contractNumber, numbers, isNumbered),
  compared('partyA', entered.partyA, parties, isNamed),
  compared('partyB', entered.partyB, parties, isNamed),
  compared('signedOn', entered.signedOn, days),
  compared('orderAmount', entered.orderAmount, amounts),
  compared('voucherAmount', entered.voucherAmount, amounts),
  compared('selfPaid', entered.selfPaid, amounts),
];

/** What is compared of an order; null before a contract is entered. */
export const enteredOf = (
  { contract, voucherAmountFen }: Order,
  { enterprise, institution }: { readonly enterprise: string; readonly institution: string },
): Entered | null =>
  contract && {
    contractNumber: contract.number,
    partyA: enterprise,
    partyB: institution,
    signedOn: contract.signedOn,
    orderAmount: contract.totalFen,
    voucherAmount: voucherAmountFen,
    selfPaid: contract.selfPaidFen,
  };

const isEqual = (entered: unknown, { value }: Found<unknown>): boolean => entered === value;

/** A number may be set without a sign where it ends, so words that follow may have been taken along; figures not. */
const isNumbered = (entered: string, { value }: Found<string>): boolean =>
  bare(value).startsWith(bare(entered)) && !/^[A-Z0-9]/.test(bare(value).slice(bare(entered).length));
/** A name may be broken where its line ends; the entered one then goes on in the text. */
const isNamed = (entered: string, { value, excerpt }: Found<string>): boolean =>
  bare(entered) === bare(value) || (bare(entered).startsWith(bare(value)) && bare(excerpt).includes(bare(entered)));
const bare = (number: string): string =>
  plain(number)
    .replaceAll(/[\s\-—–_]/g, '')
    .toUpperCase();

function compared<V extends Fen | Day | string>(
  label: Label,
  entered: V,
  found: readonly Found<V>[],
  same: (entered: V, found: Found<V>) => boolean = isEqual,
): Compared {
  const named = found.filter((one) => one.label === label);
  const others = found.filter((one) => one.label === null || (label === 'orderAmount' && one.label === 'sum'));
  const equal = (ones: readonly Found<V>[]): Found<V>[] =>
    ones.filter((one) => same(entered, one)).map((one) => ({ ...one, value: entered }));
  const elsewhere = equal(others);
  const [outcome, places]: [Outcome, readonly Found<V>[]] =
    named.length > 0
      ? judged(named, equal(named), same === isEqual)
      : elsewhere.some(({ disputed }) => disputed)
        ? ['differs', others.filter(({ disputed }) => disputed)]
        : [elsewhere.length > 0 ? 'matches' : 'notFound', elsewhere];
  return { label, entered, outcome, places: places.slice(0, PLACES_AT_MOST) };
}

function judged<V>(
  named: readonly Found<V>[],
  equal: readonly Found<V>[],
  onlyOne: boolean,
): [Outcome, readonly Found<V>[]] {
  if (equal.length === 0) return ['differs', named];
  const otherwise = named.filter(
    (one) => !equal.some(({ page, excerpt }) => page === one.page && excerpt === one.excerpt),
  );
  if (named.some(({ disputed }) => disputed)) return ['differs', [...otherwise, ...equal]];
  return onlyOne && otherwise.length > 0 ? ['several', [...otherwise, ...equal]] : ['matches', equal];
}
