import { formatYuan } from '../../../domain/fen.ts';
import type { Claim } from '../../../domain/order/order.ts';
import { INVOICES_AT_MOST } from '../../forms/order.ts';
import type { FileFields } from '../../files/form-files.ts';
import type { Code } from '../../actions/problems.ts';
import { idsIn } from '../upload/field.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';

/** The fields of the page that take files. */
export const REDEMPTION_FILES: FileFields = {
  'invoices.*.file': 'invoice',
  selfPaidProof: 'selfPaidProof',
  results: 'result',
  process: 'process',
};

/** One invoice as it is typed. */
export interface InvoiceRow {
  readonly number: string;
  /** Of invoices whose number has 8 digits. */
  readonly code: string;
  readonly issuedOn: string;
  readonly amount: string;
  readonly file: readonly string[];
}

export const BLANK_ROW: InvoiceRow = { number: '', code: '', issuedOn: '', amount: '', file: [] };

const ROW = /^invoices\.(\d{1,3})\.(?:number|code|issuedOn|amount|file)$/;

/** The invoices of a form, in the order of their numbers; rows nobody has typed into are none. */
export const invoiceRows = (values: Values): InvoiceRow[] => rowNumbers(values).map((number) => rowAt(values, number));

function rowNumbers(values: Values): number[] {
  const numbers = new Set(Object.keys(values).flatMap((name) => ROW.exec(name)?.[1] ?? []));
  return [...numbers]
    .map(Number)
    .toSorted((one, other) => one - other)
    .slice(0, INVOICES_AT_MOST)
    .filter((number) => isTyped(rowAt(values, number)));
}

const isTyped = ({ number, code, issuedOn, amount, file }: InvoiceRow): boolean =>
  number + code + issuedOn + amount !== '' || file.length > 0;

/** The name of a field once the invoices are numbered anew; that of a row that is none stays. */
export function renumberField(values: Values, field: string): string {
  const number = ROW.exec(field)?.[1];
  const at = number === undefined ? -1 : rowNumbers(values).indexOf(Number(number));
  return at < 0 ? field : field.replace(`.${number}.`, `.${at}.`);
}

const rowAt = (values: Values, index: number): InvoiceRow => ({
  number: textOf(values, `invoices.${index}.number`),
  code: textOf(values, `invoices.${index}.code`),
  issuedOn: textOf(values, `invoices.${index}.issuedOn`),
  amount: textOf(values, `invoices.${index}.amount`),
  file: idsIn(values[`invoices.${index}.file`]).slice(0, 1),
});

/** The same form with these invoices, numbered anew from 0. */
export function withRows(values: Values, rows: readonly InvoiceRow[]): Values {
  const others = Object.entries(values).filter(([name]) => !ROW.test(name));
  const numbered = rows.flatMap(({ number, code, issuedOn, amount, file }, index) => [
    [`invoices.${index}.number`, number],
    [`invoices.${index}.code`, code],
    [`invoices.${index}.issuedOn`, issuedOn],
    [`invoices.${index}.amount`, amount],
    [`invoices.${index}.file`, [...file]],
  ]);
  return Object.fromEntries([...others, ...(numbered as [string, unknown][])]);
}

const KEPT = ['actualAmount', 'serviceStartedOn', 'serviceFinishedOn', 'effect', 'comment', 'promise'] as const;
const LISTS = ['selfPaidProof', 'results', 'process'] as const;

/** What of a form is kept as a draft: what was typed and which files are there, and nothing of the click. */
export const draftValues = (values: Values): Values =>
  withRows(
    {
      ...Object.fromEntries(KEPT.map((name) => [name, textOf(values, name)])),
      ...Object.fromEntries(LISTS.map((name) => [name, idsIn(values[name])])),
    },
    invoiceRows(values),
  );

/** The files a form holds. */
export const filesIn = (values: Values): string[] => [
  ...new Set([...invoiceRows(values).flatMap(({ file }) => file), ...LISTS.flatMap((name) => idsIn(values[name]))]),
];

/** What the page's flat form says, as the step's form reads it. @source L165 */
export function sentRedemption(values: Values) {
  const said = (text: string): string | undefined => text || undefined;
  return {
    actualAmount: said(textOf(values, 'actualAmount')),
    serviceStartedOn: said(textOf(values, 'serviceStartedOn')),
    serviceFinishedOn: said(textOf(values, 'serviceFinishedOn')),
    effect: textOf(values, 'effect'),
    comment: textOf(values, 'comment'),
    invoices: invoiceRows(values).map(({ number, code, issuedOn, amount, file }) => ({
      number: said(number),
      code: said(code),
      issuedOn: said(issuedOn),
      amount: said(amount),
      attachmentId: file[0],
    })),
    attachments: {
      selfPaidProof: idsIn(values['selfPaidProof']),
      results: idsIn(values['results']),
      process: idsIn(values['process']),
    },
  };
}

/** A request made before, as the form holds it: what is to be mended, not typed again. @source D5 */
export const claimValues = ({ invoices, attachments, ...claim }: Claim): Values =>
  withRows(
    {
      actualAmount: formatYuan(claim.actualAmountFen),
      serviceStartedOn: claim.serviceStartedOn,
      serviceFinishedOn: claim.serviceFinishedOn,
      effect: claim.effect,
      ...attachments,
    },
    invoices.map(({ attachmentId, number, code = '', issuedOn, amountFen }) => ({
      number,
      code,
      issuedOn,
      amount: formatYuan(amountFen),
      file: [attachmentId],
    })),
  );

/** Which field of the page a refusal is about. */
export const REDEMPTION_FIELDS: Partial<Record<Code, string>> = {
  'redemption.amount-zero': 'actualAmount',
  'redemption.above-order-amount': 'actualAmount',
  'redemption.invoices-differ': 'actualAmount',
  'invoice.number-unreadable': 'invoices',
  'invoice.listed-twice': 'invoices',
  'invoice.already-claimed': 'invoices',
  'redemption.self-paid-proof-missing': 'selfPaidProof',
  'redemption.dates-reversed': 'serviceFinishedOn',
  'redemption.date-in-future': 'serviceFinishedOn',
};

/** The page's name of a field of the step's form: `attachments.results` → `results`. */
export const pageFieldOf = (field: string): string =>
  field.replace(/^attachments\./, '').replace(/\.attachmentId$/, '.file');
