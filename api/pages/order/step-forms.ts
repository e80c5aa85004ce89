import { z } from 'zod';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { FieldError } from '../../errors.ts';
import { ORDER_FORMS } from '../../forms/order.ts';
import { version } from '../../forms/fields.ts';
import type { Language } from '../../language.ts';
import { FIELD_PROBLEMS } from '../../problems.ts';
import type { OrderView } from '../../views/order-schema.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { Words } from './words.ts';

interface PageField {
  readonly name: string;
  readonly label: keyof Words;
  readonly type?: 'text' | 'date';
  readonly long?: true;
  readonly tick?: true;
  readonly optional?: true;
}

const REASON: PageField = { name: 'reason', label: 'reason', long: true };
const AMOUNT: PageField = { name: 'amount', label: 'amount' };

/** The steps this plain page can take: those without files. */
const PAGE_FORMS: Partial<Record<OrderStep, readonly PageField[]>> = {
  withdraw: [],
  approvePayment: [{ name: 'comment', label: 'comment', long: true, optional: true }],
  rejectPayment: [REASON],
  returnRedemption: [REASON],
  approveRedemption: [AMOUNT, { ...REASON, optional: true }],
  rejectRedemption: [REASON, { name: 'final', label: 'final', tick: true }],
  recordPayout: [AMOUNT, { name: 'paidOn', label: 'paidOn', type: 'date' }, { name: 'reference', label: 'reference' }],
  acceptChange: [],
  approveChange: [],
  rejectChange: [REASON],
  dropChange: [],
  close: [REASON],
};

export type PageStep = Exclude<OrderStep, 'place'>;

/** Whether the page has a form for the step; the others need files and go by the interface. */
export const isPageStep = (step: string): step is PageStep => Object.hasOwn(PAGE_FORMS, step);

/** The form of a step as the page sends it: its fields, the version seen, the click's own id. */
export const pageForm = (step: PageStep) => z.object({ ...ORDER_FORMS[step].fields, version });

/** A browser's form as the step's form reads it. */
export const sentForm = (body: Record<string, unknown>) => ({
  ...body,
  version: Number(body['version']),
  ...(body['final'] === 'on' && { final: true }),
});

/** What was sent and was wrong, to be shown again. */
export interface Failed {
  readonly step: PageStep;
  readonly values: Record<string, unknown>;
  readonly errors: readonly FieldError[];
}

/** How a form is drawn: in which language, for which session, and as what click. */
export interface Showing {
  readonly language: Language;
  readonly csrfToken: string;
  /** A fresh id: a form sent twice is one click. */
  readonly click: string;
  readonly failed?: Failed | undefined;
}

/** The small form of a step, open when it was sent and is wrong; null for steps that need more than this page. */
export function stepForm(order: OrderView, step: OrderStep, { language, csrfToken, click, failed: all }: Showing) {
  const fields = PAGE_FORMS[step];
  if (!fields) return null;
  const failed = all?.step === step ? all : undefined;
  return {
    open: failed !== undefined,
    form: {
      action: paths.orderStep(order.id, step),
      csrfToken,
      version: order.version,
      click,
      submit: `${WORDS[language].confirm}${orderStep(step)[language]}`,
      fields: fields.map((field) => fieldView(step, field, failed, language)),
    },
  };
}

/** The id that joins a field, its label and its error. */
export const fieldId = (step: PageStep | OrderStep, name: string): string => `${step}-${name}`;

function fieldView(
  step: OrderStep,
  { name, label, type, long, tick, optional }: PageField,
  failed: Failed | undefined,
  language: Language,
) {
  const words = WORDS[language];
  const error = failed?.errors.find(({ pointer }) => pointer === `/${name}`);
  const value = failed?.values[name];
  return {
    id: fieldId(step, name),
    name,
    label: words[label],
    type: type ?? 'text',
    long,
    tick,
    optional: optional && words.optional,
    value: typeof value === 'string' ? value : '',
    inputmode: label === 'amount' ? 'decimal' : undefined,
    error: error && FIELD_PROBLEMS[error.code][language],
  };
}
