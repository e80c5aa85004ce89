import { randomUUID } from 'node:crypto';
import { orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { readyReasons } from '../../../domain/ready-reasons.ts';
import { refusalText } from '../../../domain/refusals.ts';
import { isOpenTask } from '../../../domain/task.ts';
import type { FieldError } from '../../actions/errors.ts';
import { paths } from '../paths.ts';
import type { Case } from './case.ts';
import { problemText } from './decision-problem.ts';
import { DESK_WORDS } from './desk-words.ts';
import { seenFacts } from './snapshot.ts';

/** The steps a desk decides by. */
export const DECISIONS = [
  'approvePayment',
  'rejectPayment',
  'approveRedemption',
  'returnRedemption',
  'rejectRedemption',
  'recordPayout',
  'approveChange',
  'rejectChange',
] as const satisfies readonly OrderStep[];

export type Decision = (typeof DECISIONS)[number];

/** A decision that was sent and not taken, to be shown again as it was typed. */
export interface Sent {
  readonly step: Decision;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  /** The field a refusal is about, and the refusal's words. */
  readonly refused?: { readonly field: string; readonly text: string } | undefined;
}

/** The id that joins a decision's field, its label and its error. */
export const fieldId = (step: Decision, name: string): string => `${step}-${name}`;

/** What every decision's form holds, and what keeps it from being taken now. */
export function decisionForm(shown: Case, step: Decision, sent: Sent | undefined) {
  const { order, language, csrfToken, task } = shown;
  return {
    step,
    label: orderStep(step)[language],
    action: paths.taskDecision(task.id, step),
    csrfToken,
    version: order.version,
    click: randomUUID(),
    seen: JSON.stringify(seenFacts(order)),
    blocked: blockedBy(shown, step),
    value: (name: string): string => valueOf(sent, step, name),
    error: (name: string): string | undefined => errorOf(sent, step, name, language),
  };
}

type Form = ReturnType<typeof decisionForm>;

/** A line or text field of a decision. */
export function field(
  form: Form,
  name: string,
  label: string,
  more: { long?: boolean; type?: string; optional?: string; hint?: string; money?: boolean; initial?: string } = {},
) {
  const { initial = '', money, ...rest } = more;
  return {
    id: fieldId(form.step, name),
    name,
    label,
    type: 'text',
    ...rest,
    inputmode: money && 'decimal',
    value: form.value(name) === '' ? initial : form.value(name),
    error: form.error(name),
  };
}

/** The ready reasons of a decision; the chosen or suggested one is marked. @source L149 */
export function reasonChoices(form: Form, { language }: Case, suggested?: string) {
  const words = DESK_WORDS[language];
  const chosen = form.value('ready') || suggested;
  return [...readyReasons(form.step), { key: 'other', zh: words.otherReason, en: words.otherReason }].map(
    ({ key, ...texts }) => ({
      id: fieldId(form.step, `ready-${key}`),
      value: key,
      label: texts[language],
      text: key === 'other' ? '' : texts[language],
      checked: key === chosen,
      suggested: key === suggested && words.suggested,
    }),
  );
}

/** Why this person cannot take the step now; false when it is open to them. */
function blockedBy(shown: Case, step: Decision): string | false {
  const { order, language, task } = shown;
  if (!isOpenTask(shown.task)) return DESK_WORDS[language].closed;
  const row = order.steps.find((one) => one.step === step);
  if (row?.allowed) return false;
  const { code = '' } = row ?? {};
  if (code === 'task.claimed-by-another' && task.claimedBy)
    return DESK_WORDS[language].claimedBy.replace('{name}', task.claimedBy.name);
  return refusalText(code, language) ?? code;
}

function valueOf(sent: Sent | undefined, step: Decision, name: string): string {
  const value = sent?.step === step ? sent.values[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function errorOf(sent: Sent | undefined, step: Decision, name: string, language: Case['language']) {
  if (sent?.step !== step) return undefined;
  if (sent.refused?.field === name) return sent.refused.text;
  const error = sent.errors.find(({ pointer }) => pointer === `/${name}`);
  return error && problemText(error, language);
}
