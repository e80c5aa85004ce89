import type { Instant } from '../../../domain/day.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { orderRedeemableFen, selfPaidFen, shortfallFen } from '../../../domain/order/amounts.ts';
import { RED_FLAGS, redFlags } from '../../../domain/order/flags.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import type { TimelineEntry } from '../../../db/reads/order-list.ts';
import { capitals } from '../capitals.ts';
import type { Block } from './block.ts';
import { buildHistoryBlocks } from './history.ts';
import { buildPaperBlocks } from './papers.ts';
import { ORDER_PDF_WORDS } from './words.ts';
import type { OrderPdfWords } from './words.ts';
import { groupedYuan } from '../../../domain/fen.ts';

/** What an order PDF says: texts in their order, nothing left to compute. */
export interface OrderPdf {
  readonly lang: Language;
  readonly masthead: string;
  readonly title: string;
  readonly number: string;
  readonly state: string;
  /** Where the QR code leads. */
  readonly link: string;
  readonly scan: string;
  readonly blocks: readonly Block[];
  readonly closing: readonly string[];
  /** Before the list of characters the typeface lacks. */
  readonly missing: string;
  readonly page: readonly [before: string, between: string, after: string];
}

interface PrintContext {
  readonly language: Language;
  readonly link: string;
  readonly hotline: string;
  readonly printedAt: Instant;
}

/** Builds what the PDF of an order says: parties, product, the chain of amounts, dates, papers, decisions, history. @source L99, L152 */
export function buildOrderPdf(file: OrderRecord, timeline: readonly TimelineEntry[], printing: PrintContext): OrderPdf {
  const { order } = file;
  const { language } = printing;
  const words = ORDER_PDF_WORDS[language];
  return {
    lang: language,
    masthead: words.masthead,
    title: words.title,
    number: order.number,
    state: ORDER_STATES[order.state][language],
    link: printing.link,
    scan: words.scan,
    blocks: [
      buildParties(file, words),
      buildProduct(file, words),
      buildAmounts(file, words),
      buildDates(file, language),
      ...buildPaperBlocks(file, timeline, words),
      ...buildHistoryBlocks(timeline, language),
    ],
    closing: [
      `${words.hotline} ${printing.hotline}`,
      `${words.printedAt} ${shanghaiTime(printing.printedAt)}`,
      words.nature,
    ],
    missing: words.missing,
    page: [words.page, words.pageOf, words.pages],
  };
}

function buildParties({ order, names }: OrderRecord, words: OrderPdfWords): Block {
  const [institutionCode = words.unknown, enterpriseCode = words.unknown] = order.creditCodes;
  return {
    title: words.parties,
    facts: [
      { label: words.institution, value: names.institution },
      { label: words.creditCode, value: institutionCode },
      { label: words.enterprise, value: names.enterprise },
      { label: words.creditCode, value: enterpriseCode },
      { label: words.park, value: names.park },
    ],
  };
}

function buildProduct({ product, note, order, expectedAmountFen }: OrderRecord, words: OrderPdfWords): Block {
  return {
    title: words.product,
    facts: [
      { label: words.productName, value: product.name, wide: true },
      { label: words.category, value: product.category.name },
      { label: words.subcategory, value: product.subcategory.name },
      ...(expectedAmountFen === null ? [] : [{ label: words.expected, value: groupedYuan(expectedAmountFen) }]),
      ...(note === null ? [] : [{ label: words.note, value: note, wide: true }]),
      ...(order.remark === null ? [] : [{ label: words.remark, value: order.remark, wide: true }]),
    ],
  };
}

/** P ≥ O ≥ V, O − V, A, R ≤ min(V, ⌊r × A⌋): each in groupedYuan and in capitals; what is not known yet says so. @source L99, L152 */
function buildAmounts({ order }: OrderRecord, words: OrderPdfWords): Block {
  const rows: readonly (readonly [letter: string, item: string, amount: Fen | null])[] = [
    ['P', words.listPrice, order.listPriceFen],
    ['O', words.orderAmount, order.orderAmountFen],
    ['V', words.voucherAmount, order.voucherAmountFen],
    ['O − V', words.selfPaidAmount, selfPaidFen(order)],
    ['A', words.actualAmount, order.claim?.actualAmountFen ?? null],
    [`min(V, ${order.rules.redeemPercent}% × A)`, words.redeemableAmount, orderRedeemableFen(order)],
    ['R', words.redemptionAmount, order.redemptionFen],
    ['V − R', words.shortfallAmount, shortfallFen(order)],
    ['', words.paidOutAmount, order.redemptionFen === null ? null : order.paidOutFen],
  ];
  return {
    title: words.amounts,
    columns: [
      { label: '', width: 82 },
      { label: words.item, width: 110 },
      { label: words.figures, width: 90, right: true },
      { label: words.capitals },
    ],
    rows: rows.map(([letter, item, amount]) =>
      amount === null
        ? [letter, item, words.unknown, words.unknown]
        : [letter, item, groupedYuan(amount), capitals(amount)],
    ),
  };
}

function buildDates({ order, placedAt }: OrderRecord, language: Language): Block {
  const words = ORDER_PDF_WORDS[language];
  const facts: readonly (readonly [label: string, value: string | null | undefined])[] = [
    [words.grantedOn, order.grantedOn],
    [words.placedAt, shanghaiTime(placedAt)],
    [words.signedOn, order.contract?.signedOn],
    [words.paymentApprovedAt, order.paymentApprovedAt && shanghaiTime(order.paymentApprovedAt)],
    [words.serviceStartedOn, order.claim?.serviceStartedOn],
    [words.serviceFinishedOn, order.claim?.serviceFinishedOn],
    [words.useBy, order.useBy],
    [words.redeemBy, order.redeemBy],
    [words.closedAt, order.closure?.closedAt && shanghaiTime(order.closure.closedAt)],
  ];
  const flags = redFlags(order).map((flag) => RED_FLAGS[flag][language]);
  return {
    title: words.dates,
    facts: [
      ...facts.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
      ...(flags.length === 0 ? [] : [{ label: words.flags, value: flags.join(' · '), wide: true }]),
    ],
  };
}
