import { REASON_AT_MOST } from '../../forms/fields.ts';
import { z } from 'zod';
import type { Language } from '../../../domain/language.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { ORDER_FORMS } from '../../forms/order.ts';
import { version } from '../../forms/fields.ts';
import type { OrderJson } from '../../actions/order-json.ts';
import { errorAt, stepFieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { paths } from '../paths.ts';
import { TAKEN_ON } from './step-places.ts';
import type { PageField, StepOn } from './step-places.ts';
import { WORDS } from './words.ts';

/** The form of a step as a page sends it: its fields, the version seen, the click's own id. */
export const pageForm = (step: Exclude<OrderStep, 'place'>) => z.object({ ...ORDER_FORMS[step].fields, version });

/** What a browser sends as `on`. */
const TICKS = ['final', 'confirmed'] as const;

/** A browser's form as the step's form reads it. */
export const sentForm = (body: Record<string, unknown>) => ({
  ...body,
  version: Number(body['version']),
  ...Object.fromEntries(TICKS.filter((name) => body[name] === 'on').map((name) => [name, true])),
});

/** What was sent and was wrong, to be shown again. */
export interface Failed {
  readonly step: StepOn<'form'>;
  readonly values: Values;
  readonly formErrors?: FormErrors;
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
export function stepForm(
  order: OrderJson,
  step: StepOn<'form'>,
  submit: string,
  { language, csrfToken, click, failed: all }: Showing,
) {
  const failed = all?.step === step ? all : undefined;
  return {
    open: failed !== undefined,
    form: {
      action: paths.orderStep(order.id, step),
      csrfToken,
      version: order.version,
      click,
      submit,
      fields: TAKEN_ON[step].fields.map((field) => fieldView(step, field, failed, language)),
    },
  };
}

/** What a field of a small form is called; undefined for one it does not have. */
export function labelOfField(step: StepOn<'form'>, field: string, language: Language): string | undefined {
  const shown: PageField | undefined = TAKEN_ON[step].fields.find(({ name }) => name === field);
  return shown && WORDS[language][shown.label];
}

function fieldView(step: StepOn<'form'>, { name, label }: PageField, failed: Failed | undefined, language: Language) {
  const value = failed?.values[name];
  return {
    id: stepFieldIdOf(step, name),
    name,
    label: WORDS[language][label],
    long: REASON_AT_MOST,
    value: typeof value === 'string' ? value : '',
    error: errorAt(failed?.formErrors, name),
  };
}
