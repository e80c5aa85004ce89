import { randomUUID } from 'node:crypto';
import type { Language } from '../../../domain/language.ts';
import { fullReason, readyReasons } from '../../../domain/process/ready-reasons.ts';
import type { StepRow } from '../../../domain/process/steps.ts';
import { refusalText } from '../../../domain/refusals.ts';
import { interpolate } from '../../../domain/words.ts';
import { errorAt, stepFieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { paths } from '../paths.ts';
import type { TaskCase } from './case.ts';
import { DESK_WORDS } from './desk-words.ts';

/** A decision that was sent and not taken, to be shown again as it was typed. */
export interface Sent<S extends string = string> {
  readonly step: S;
  readonly values: Values;
  /** Why it was not taken; undefined when its session had ended. */
  readonly formErrors?: FormErrors;
}

/** A decision of a desk, and what keeps it from being taken now. */
interface Decision<S extends string> {
  readonly step: S;
  readonly label: string;
  /** The version of the subject that is decided on. */
  readonly version: number;
  /** What of the subject the form remembers. */
  readonly seen: string;
  readonly blocked: string | false;
}

/** What every decision's form holds. */
export function drawDecision<S extends string>(
  { task, csrfToken, inbox }: TaskCase,
  decision: Decision<S>,
  all: Sent | undefined,
) {
  const sent = all?.step === decision.step ? all : undefined;
  return {
    ...decision,
    action: paths.taskDecision(task.id, decision.step, inbox),
    csrfToken,
    click: randomUUID(),
    value: (name: string): string => {
      const value = sent?.values[name];
      return typeof value === 'string' ? value : '';
    },
    error: (name: string): string | undefined => errorAt(sent?.formErrors, name),
  };
}

export type DecisionForm<S extends string = string> = ReturnType<typeof drawDecision<S>>;

/** Why this person cannot take a decision now, in words: of a refusal, and who has claimed the task. */
export function describeBlock({ task, language }: TaskCase, code: string): string {
  if (code === 'task.claimed-by-another' && task.claimedBy)
    return interpolate(DESK_WORDS[language].claimedBy, { name: task.claimedBy.name });
  return refusalText(code, language) ?? code;
}

/** A line or text field of a decision. */
export function drawField(
  form: DecisionForm,
  name: string,
  label: string,
  more: { long?: number; type?: string; optional?: string; hint?: string; money?: boolean; initial?: string } = {},
) {
  const { initial = '', money, ...rest } = more;
  return {
    id: stepFieldIdOf(form.step, name),
    name,
    label,
    type: 'text',
    ...rest,
    inputmode: money && 'decimal',
    value: form.value(name) === '' ? initial : form.value(name),
    error: form.error(name),
  };
}

/** What stands beside ready reasons. */
export interface ReasonBox {
  /** The label of the field in which another reason is written. */
  readonly box: string;
  /** The key of the reason that speaks for itself, if any. */
  readonly suggested?: string | undefined;
}

/** The ready reasons of a decision; the chosen or suggested one is marked. @source L149 */
export function listReasonChoices(
  form: DecisionForm,
  step: Pick<StepRow, 'reasons'>,
  language: Language,
  { box, suggested }: ReasonBox,
) {
  const words = DESK_WORDS[language];
  const chosen = form.value('ready') || suggested;
  const other = interpolate(words.otherReason, { box });
  return [...readyReasons(step), { key: 'other', zh: other, en: other }].map(({ key, ...texts }) => ({
    id: stepFieldIdOf(form.step, `ready-${key}`),
    value: key,
    label: texts[language],
    text: key === 'other' ? '' : texts[language],
    checked: key === chosen,
    suggested: key === suggested && words.suggested,
  }));
}

/** The chosen ready reason and the text beside it, as one reason; nothing for a decision without one. @source L149 */
export function readReason(
  step: Pick<StepRow, 'reasons'>,
  { ready, reason }: Values,
  language: Language,
): { reason?: string } {
  if (typeof reason !== 'string') return {};
  const chosen = readyReasons(step).find(({ key }) => key === ready);
  return { reason: fullReason(chosen?.[language] ?? '', reason) };
}
