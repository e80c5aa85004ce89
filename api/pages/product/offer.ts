import { REASON_AT_MOST } from '../../forms/fields.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { OfferedProduct } from '../../../db/reads/offer.ts';
import type { OwnLine } from '../../../db/reads/voucher-line.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { mayPlace } from '../../../domain/order/place.ts';
import { refusal } from '../../../domain/refusals.ts';
import type { Ruling } from '../../../domain/ruling.ts';
import { now } from '../../actions/moment.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { PRODUCT_WORDS } from './words.ts';

interface Offer {
  readonly account: Account;
  readonly product: OfferedProduct;
  /** The company's lines for the product's direction. */
  readonly lines: readonly OwnLine[];
  /** The directions it has money left for. */
  readonly directions: readonly { readonly name: string }[];
  readonly values: Values;
  readonly formErrors: FormErrors | undefined;
  readonly language: Language;
}

/** What an enterprise may order a product with, how, and else why not. @source L78, D7, D10, D22, D24 */
export function offerView(offer: Offer) {
  const rulings = offer.lines.map((line) => rulingOf(offer, line));
  const usable = rulings.some(({ allowed }) => allowed);
  return {
    usable,
    lines: linesView(offer, rulings),
    lineError: errorAt(offer.formErrors, 'voucherLineId'),
    why: !usable && whyNot(offer, rulings),
    ways: waysView(offer),
    wayError: errorAt(offer.formErrors, 'way'),
    expected: expectedView(offer),
    note: noteView(offer),
    vouchersHref: paths.vouchers(),
    othersHref: offer.directions.length > 0 && paths.products({ fits: '1' }),
  };
}

const rulingOf = ({ product, account }: Offer, line: OwnLine): Ruling =>
  mayPlace(
    { product, line },
    account,
    { productId: product.id, voucherLineId: line.id, expectedAmountFen: null, note: null },
    now(),
  );

function linesView({ lines, values, language }: Offer, rulings: readonly Ruling[]) {
  const words = PRODUCT_WORDS[language];
  const chosen = textOf(values, 'voucherLineId');
  const first = rulings.findIndex(({ allowed }) => allowed);
  return lines.map((line, place) => {
    const ruling = rulings[place];
    return {
      id: fieldIdOf(`line.${place}`),
      value: line.id,
      number: labelOf(line, lines, language),
      available: `${words.available} ${groupedYuan(line.availableFen)}`,
      useBy: `${words.useBy} ${line.useBy}`,
      chosen: chosen === '' ? place === first : chosen === line.id,
      why: ruling && !ruling.allowed && refusal(ruling.code)[language],
    };
  });
}

/** A line by its voucher; where that has several for the direction, which of them, as in the list of vouchers. */
function labelOf(line: OwnLine, lines: readonly OwnLine[], language: Language): string {
  const same = lines.filter(({ voucherId }) => voucherId === line.voucherId);
  if (same.length === 1) return line.number;
  return interpolate(PRODUCT_WORDS[language].oneOfLines, { number: line.number, n: same.indexOf(line) + 1 });
}

/** The one reason, when all lines have the same; the lines themselves say theirs when they differ. */
function whyNot({ lines, product, directions, language }: Offer, rulings: readonly Ruling[]) {
  const words = PRODUCT_WORDS[language];
  const codes = new Set(rulings.map((ruling) => (ruling.allowed ? null : ruling.code)));
  const [code] = codes;
  const direction = `${product.category} / ${product.subcategory}`;
  return {
    text:
      lines.length === 0
        ? interpolate(words.noLine, { direction })
        : codes.size === 1 && code
          ? refusal(code)[language]
          : '',
    others:
      directions.length > 0 &&
      interpolate(words.otherLines, { directions: directions.map(({ name }) => name).join(LIST_COMMA[language]) }),
  };
}

function waysView({ product, values, language }: Offer) {
  const words = PRODUCT_WORDS[language];
  const price = groupedYuan(product.priceFen);
  const way = textOf(values, 'way');
  return [
    {
      id: fieldIdOf('way'),
      value: 'order',
      head: words.atPrice,
      text: interpolate(words.atPriceText, { price }),
      chosen: way === 'order',
    },
    { id: fieldIdOf('way.apply'), value: 'apply', head: words.apply, text: words.applyText, chosen: way === 'apply' },
  ];
}

const expectedView = ({ product, values, formErrors, language }: Offer) => ({
  id: fieldIdOf('expectedAmount'),
  name: 'expectedAmount',
  label: PRODUCT_WORDS[language].expectedAmount,
  hint: interpolate(PRODUCT_WORDS[language].expectedHint, { price: groupedYuan(product.priceFen) }),
  value: textOf(values, 'expectedAmount'),
  error: errorAt(formErrors, 'expectedAmount'),
  yuan: PRODUCT_WORDS[language].yuan,
});

const noteView = ({ values, formErrors, language }: Offer) => ({
  id: fieldIdOf('note'),
  name: 'note',
  label: PRODUCT_WORDS[language].note,
  optional: PRODUCT_WORDS[language].optional,
  hint: PRODUCT_WORDS[language].noteHint,
  long: REASON_AT_MOST,
  value: textOf(values, 'note'),
  error: errorAt(formErrors, 'note'),
});
