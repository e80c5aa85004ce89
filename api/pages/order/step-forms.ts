import { z } from 'zod';
import type { Language } from '../../../domain/language.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import type { FieldError } from '../../actions/errors.ts';
import { ORDER_FORMS } from '../../forms/order.ts';
import { version } from '../../forms/fields.ts';
import { FIELD_PROBLEMS } from '../../actions/problems.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { Words } from './words.ts';

interface PageField {
  readonly name: string;
  readonly label: keyof Words;
}

/** The steps the parties take on the order's page itself; of the others a party's have their own page, a reviewer's the desk. */
const PAGE_FORMS = {
  withdraw: [],
  acceptChange: [],
  dropChange: [],
  close: [{ name: 'reason', label: 'reason' }],
} as const satisfies Partial<Record<OrderStep, readonly PageField[]>>;

type PageStep = keyof typeof PAGE_FORMS;

/** Whether the order's page has a form for the step. */
export const isPageStep = (step: string): step is PageStep => Object.hasOwn(PAGE_FORMS, step);

/** The form of a step as a page sends it: its fields, the version seen, the click's own id. */
export const pageForm = (step: Exclude<OrderStep, 'place'>) => z.object({ ...ORDER_FORMS[step].fields, version });

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

/** The small form of a step, open when it was sent and is wrong. */
export function stepForm(order: OrderJson, step: PageStep, { language, csrfToken, click, failed: all }: Showing) {
  const failed = all?.step === step ? all : undefined;
  return {
    open: failed !== undefined,
    form: {
      action: paths.orderStep(order.id, step),
      csrfToken,
      version: order.version,
      click,
      submit: `${WORDS[language].confirm}${orderStep(step)[language]}`,
      fields: PAGE_FORMS[step].map((field) => fieldView(step, field, failed, language)),
    },
  };
}

/** The id that joins a field, its label and its error. */
export const fieldId = (step: PageStep, name: string): string => `${step}-${name}`;

function fieldView(step: PageStep, { name, label }: PageField, failed: Failed | undefined, language: Language) {
  const error = failed?.errors.find(({ pointer }) => pointer === `/${name}`);
  const value = failed?.values[name];
  return {
    id: fieldId(step, name),
    name,
    label: WORDS[language][label],
    long: true,
    value: typeof value === 'string' ? value : '',
    error: error && FIELD_PROBLEMS[error.code][language],
  };
}
