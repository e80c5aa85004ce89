import { z } from 'zod';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { isRefusalCode, refusal } from '../../../domain/refusals.ts';
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
const amountField = (name: string, label: keyof Words = 'amount'): PageField => ({ name, label });

/** The steps this plain page can take: those without files. */
const PAGE_FORMS: Partial<Record<OrderStep, readonly PageField[]>> = {
  confirmPrice: [amountField('orderAmount', 'orderAmount')],
  withdraw: [],
  approvePayment: [{ name: 'comment', label: 'comment', long: true, optional: true }],
  rejectPayment: [REASON],
  returnRedemption: [REASON],
  approveRedemption: [amountField('amount'), { ...REASON, optional: true }],
  rejectRedemption: [REASON, { name: 'final', label: 'final', tick: true }],
  recordPayout: [
    amountField('amount'),
    { name: 'paidOn', label: 'paidOn', type: 'date' },
    { name: 'reference', label: 'reference' },
  ],
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

interface Showing {
  readonly language: Language;
  readonly csrfToken: string;
  /** A fresh id: a form sent twice is one click. */
  readonly click: string;
  readonly failed?: Failed | undefined;
}

/** What may be done, as buttons with their forms; what may not be done now, with the reason why. */
export function stepButtons(order: OrderView, showing: Showing) {
  if (order.waitingFor === null) return [];
  return order.steps
    .filter(({ code }) => code !== 'order.not-your-step')
    .map(({ step, allowed, code }) => button(order, step, allowed ? null : (code ?? ''), showing));
}

function button(order: OrderView, step: OrderStep, code: string | null, showing: Showing) {
  const { language } = showing;
  const label = orderStep(step)[language];
  if (code !== null) return { step, label, text: isRefusalCode(code) ? refusal(code)[language] : code };
  const fields = PAGE_FORMS[step];
  if (!fields) return { step, label, text: WORDS[language].byInterface };
  const failed = showing.failed?.step === step ? showing.failed : undefined;
  return {
    step,
    label,
    primary: order.waitingFor?.step === step,
    open: failed !== undefined,
    form: {
      action: paths.orderStep(order.id, step),
      csrfToken: showing.csrfToken,
      version: order.version,
      click: showing.click,
      submit: `${WORDS[language].submit} · ${label}`,
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
    inputmode: label === 'amount' || label === 'orderAmount' ? 'decimal' : undefined,
    error: error && FIELD_PROBLEMS[error.code][language],
  };
}
