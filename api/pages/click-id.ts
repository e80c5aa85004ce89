import { randomUUID } from 'node:crypto';
import { isId } from '../forms/fields.ts';
import type { FormErrors } from './form-errors.ts';
import type { Values } from './form-values.ts';

const UNAVAILABLE = 503;

/** The id of the click that a form will be. One that is shown again after a 503 keeps its own: sent again, it is the same click. */
export const clickIdOf = (formErrors: FormErrors | undefined, values: Values = {}): string => {
  const sent = values['click'];
  return formErrors?.status === UNAVAILABLE && typeof sent === 'string' && isId(sent) ? sent : randomUUID();
};
