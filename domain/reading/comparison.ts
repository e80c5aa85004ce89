import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { invoiceKey } from '../order/invoice.ts';
import type { Entered, EnteredInvoice } from './entered.ts';
import { isSure, isSureToDiffer } from './confidence.ts';
import { isContrary, mayBe, NOTHING_FOUND } from './found.ts';
import type { Found, FoundValues, Label } from './found.ts';
import { isWhole } from './invoice-parties.ts';
import type { Reading } from './reading.ts';
import { plain } from './signs.ts';
import { isWorn } from './worn.ts';

/**
 * How an entered value stands to the text. Not found is no mistake: contracts say things in many ways. Of `several` values
 * under its name it is one, and only a person can say which of them counts. `unsure` was read in a picture, and not surely
 * enough to say that it matches or differs.
 *
 * @source D42
 */
export type Outcome = 'matches' | 'differs' | 'several' | 'unsure' | 'notFound';

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
 * @source L149, D11, D42
 */
export const comparisonOf = (entered: Entered, reading: Reading): Compared[] =>
  eachCompared(entered, reading).map(weighed);

function eachCompared(entered: Entered, reading: Reading): Compared[] {
  if ('invoiceNumber' in entered) return invoiceComparison(entered, reading.invoices ?? []);
  const { amounts, days, numbers, parties } = reading;
  return [
    'signedOn' in entered
      ? compared(
          'contractNumber',
          entered.contractNumber,
          wholeNumberOr(entered.contractNumber, numbers),
          isNumbered,
          true,
        )
      : amendedContract(entered.contractNumber, numbers),
    comparedParty('partyA', entered.partyA, parties),
    comparedParty('partyB', entered.partyB, parties),
    ...('signedOn' in entered ? [compared('signedOn', entered.signedOn, days)] : []),
    compared('orderAmount', entered.orderAmount, amounts),
    compared('voucherAmount', entered.voucherAmount, amounts),
    compared('selfPaid', entered.selfPaid, amounts),
  ];
}

/** What was compared, `unsure` where the values that decide it were read in a picture and not surely enough. */
function weighed(compared: Compared): Compared {
  const { label, outcome, places } = compared;
  if (outcome === 'differs' && !places.every((one) => isSureToDiffer(one) && !isWorn(compared.entered, one)))
    return { ...compared, outcome: 'unsure' };
  if (outcome !== 'matches') return compared;
  const sure = places.filter((one) => isSure(label, one));
  if (sure.length === 0) return { ...compared, outcome: 'unsure' };
  return { ...compared, places: [...sure, ...places.filter((one) => !sure.includes(one))] };
}

/** An invoice beside the one in its file that has its number; beside the only one, when none has. */
function invoiceComparison(entered: EnteredInvoice, invoices: readonly FoundValues[]): Compared[] {
  const isCode = (_: string, { value }: Found<string>): boolean => value === invoiceKey(numberAndCode(entered)).code;
  const numbered = invoices.filter(({ numbers }) => numbers.some((one) => isInvoice(entered, one)));
  const own =
    numbered.find(({ numbers }) => numbers.some((one) => one.label === 'invoiceCode' && isCode('', one))) ??
    numbered[0];
  const [only = NOTHING_FOUND] = invoices.length === 1 ? invoices : [];
  const { amounts, days, numbers, parties } = own ?? only;
  const named = own || invoices.length < 2 ? numbers : invoices.flatMap((one) => one.numbers);
  return [
    compared('invoiceNumber', entered.invoiceNumber, named, (_, one) => isInvoice(entered, one), true),
    ...(entered.invoiceCode === '' ? [] : [compared('invoiceCode', entered.invoiceCode, numbers, isCode)]),
    compared('issuedOn', entered.issuedOn, days),
    compared('invoiceTotal', entered.invoiceTotal, amounts),
    compared('seller', entered.seller, wholeOr(entered.seller, parties), isNamed, true),
    compared('buyer', entered.buyer, wholeOr(entered.buyer, parties), isNamed, true),
  ];
}

/** A name that may have been cut agrees, or says nothing. */
const wholeOr = (entered: string, parties: readonly Found<string>[]): Found<string>[] =>
  parties.filter((one) => isWhole(one.value) || isNamed(entered, one));

const isInvoice = (entered: EnteredInvoice, { label, value }: Found<string>): boolean =>
  label === 'invoiceNumber' && invoiceKey(numberAndCode(entered)).number === value;

const numberAndCode = ({ invoiceNumber: number, invoiceCode: code }: EnteredInvoice) => ({ number, code });

/** What calls a number that of an agreement. */
const OF_AGREEMENT = /协议(?:登记)?编?号码?[^\p{L}\d]*(?:No\.?)?[^\p{L}\d]*$/u;

/** A number that stands in a list of numbers. */
const isListed = ({ value, excerpt }: Found<Fen | Day | string>): boolean => {
  const [before = '', after = ''] = bare(excerpt).split(bare(String(value)));
  return /^[、,，和及与][A-Za-z]{1,6}[-\d]/u.test(after) || /\d[、,，和及与]$/u.test(before);
};

/**
 * The contract that an agreement changes: the text calls it by its number, or cites it. The agreement may have a number of its
 * own. Of several in one list only a person can say which is meant.
 */
function amendedContract(entered: string, numbers: readonly Found<string>[]): Compared {
  const ofContracts = numbers
    .filter(({ value, excerpt }) => !OF_AGREEMENT.test(excerpt.slice(0, excerpt.indexOf(value))))
    .map((one) => ({ ...one, label: 'contractNumber' as const, ...(one.label === null && { loose: true as const }) }));
  const whole = compared('contractNumber', entered, ofContracts, isNumbered);
  return whole.outcome === 'matches' && whole.places.every(isListed) ? { ...whole, outcome: 'several' } : whole;
}

/** A party beside the text: one that says it was called as was entered is told as several, since its name may be another’s. */
function comparedParty(label: 'partyA' | 'partyB', entered: string, parties: readonly Found<string>[]): Compared {
  const whole = compared(label, entered, parties, isNamed);
  const others = parties.filter(
    (one) => one.label === label && !one.loose && isWhole(one.value) && !isNamed(entered, one),
  );
  if (whole.outcome === 'matches' && others.length > 0)
    return { ...whole, outcome: 'several', places: [...others, ...whole.places].slice(0, PLACES_AT_MOST) };
  const former = (excerpt: string): boolean =>
    [...bare(excerpt).matchAll(/\((?:原|曾用名|更名前)[^()]*/gu)].some(([said]) => said.includes(bare(entered)));
  return whole.outcome === 'differs' && whole.places.some(({ excerpt }) => former(excerpt))
    ? { ...whole, outcome: 'several' }
    : whole;
}

const isEqual = (entered: unknown, { value }: Found<unknown>): boolean => entered === value;

/** A number may be set without a sign where it ends, so words that follow may have been taken along; what makes it another not. */
const isNumbered = (entered: string, found: Found<string>): boolean =>
  (bare(entered) !== '' &&
    bare(found.value).startsWith(bare(entered)) &&
    !ANOTHER.test(bare(found.value).slice(bare(entered).length)) &&
    isJoinedAlike(entered, found.value)) ||
  (/[-—–/]$/.test(found.value) && goesOn(entered, found));
/** What follows a number and makes it that of another paper: /02, (2), 补1, 修订版. */
const ANOTHER = /^(?:[A-Z0-9]|[^A-Z0-9\p{Script=Han}]+[A-Z0-9]|号?[^\p{Script=Han}]*(?:补|修|附|变更))/u;
/** Whether hyphens stand at the same places of two numbers, where both have any. */
function isJoinedAlike(entered: string, value: string): boolean {
  const [one, other] = [jointsOf(entered), jointsOf(value)];
  return one.every((place) => other.includes(place)) || other.every((place) => one.includes(place));
}
const jointsOf = (number: string): number[] => {
  const parts = plain(number).split(/[\s\-—–_]+/u);
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('').length);
};
/** A number that goes on behind a blank or the end of its line may end there: it agrees, or says nothing. */
const wholeNumberOr = (entered: string, numbers: readonly Found<string>[]): Found<string>[] =>
  numbers.filter((one) => isNumbered(entered, one) || !goesOn(entered, one));
/** A name may be broken where its line ends; the entered one then goes on in the text. */
const isNamed = (entered: string, found: Found<string>): boolean =>
  bare(entered) === bare(found.value) || goesOn(entered, found);
/** Whether what was entered begins with a value and goes on as the text does. */
const goesOn = (entered: string, { value, excerpt }: Found<string>): boolean =>
  bare(entered).startsWith(bare(value)) && bare(excerpt).includes(bare(entered));
const bare = (number: string): string =>
  plain(number)
    .replaceAll(/[\s\-—–_]/g, '')
    .replaceAll(/[〔[【]/gu, '(')
    .replaceAll(/[〕\]】]/gu, ')')
    .toUpperCase();

function compared<V extends Fen | Day | string>(
  label: Label,
  entered: V,
  found: readonly Found<V>[],
  same: (entered: V, found: Found<V>) => boolean = isEqual,
  isOnlyOne = same === isEqual,
): Compared {
  const named = found.filter((one) => one.label === label && (!one.loose || same(entered, one)));
  const others = found.filter((one) => mayBe(label, entered, one, found));
  const equal = (ones: readonly Found<V>[]): Found<V>[] =>
    ones.filter((one) => same(entered, one)).map((one) => ({ ...one, value: entered }));
  const elsewhere = equal(others);
  const [outcome, places]: [Outcome, readonly Found<V>[]] =
    named.length > 0
      ? judged(entered, named, equal(named), isOnlyOne ? named.filter((one) => !same(entered, one)) : [])
      : elsewhere.some(({ disputed }) => disputed)
        ? ['differs', others.filter(({ disputed }) => disputed)]
        : [elsewhere.length > 0 ? 'matches' : 'notFound', elsewhere];
  const contrary = outcome === 'matches' ? found.filter((one) => isContrary(label, entered, one)) : [];
  return contrary.length > 0
    ? { label, entered, outcome: 'several', places: [...contrary, ...places].slice(0, PLACES_AT_MOST) }
    : { label, entered, outcome, places: places.slice(0, PLACES_AT_MOST) };
}

/** Whether an amount is what several say together, each a part of it. */
const isSumOf = (entered: unknown, parts: readonly Found<unknown>[]): boolean =>
  parts.length > 1 && parts.reduce((sum, { value }) => sum + Number(value), 0) === entered;

function judged<V>(
  entered: V,
  named: readonly Found<V>[],
  equal: readonly Found<V>[],
  otherwise: readonly Found<V>[],
): [Outcome, readonly Found<V>[]] {
  if (equal.length === 0) return [isSumOf(entered, named) ? 'several' : 'differs', named];
  if (named.some(({ disputed }) => disputed)) return ['differs', [...otherwise, ...equal]];
  return otherwise.length > 0 ? ['several', [...otherwise, ...equal]] : ['matches', equal];
}
