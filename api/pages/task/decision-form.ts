import { randomUUID } from 'node:crypto';
import { errorAt, stepFieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { paths } from '../paths.ts';
import type { TaskCase } from './case.ts';

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
  { task, csrfToken }: TaskCase,
  decision: Decision<S>,
  all: Sent | undefined,
) {
  const sent = all?.step === decision.step ? all : undefined;
  return {
    ...decision,
    action: paths.taskDecision(task.id, decision.step),
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

/** A line or text field of a decision. */
export function drawField(
  form: DecisionForm,
  name: string,
  label: string,
  more: { long?: boolean; type?: string; optional?: string; hint?: string; money?: boolean; initial?: string } = {},
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
