import type { z } from 'zod';
import { InvalidInput } from '../actions/errors.ts';
import type { FieldError } from '../actions/errors.ts';
import { read } from './read.ts';

/**
 * The content of a form in which a new password is typed twice.
 *
 * @param also what else is wrong with it, in place of what reading says of the same fields
 * @throws InvalidInput with everything that is wrong, also when the new password was not typed twice alike
 */
export function readRepeated<S extends z.ZodType>(
  form: S,
  values: Readonly<Record<string, unknown>>,
  also: readonly FieldError[] = [],
): z.output<S> {
  const unlike =
    values['repeat'] === values['password'] ? [] : [{ pointer: '/repeat', code: 'form.password-repeated' } as const];
  let fields: z.output<S> | undefined;
  let wrong: readonly FieldError[] = [];
  try {
    fields = read(form, values);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    wrong = error.errors.filter(({ pointer }) => also.every((one) => one.pointer !== pointer));
  }
  const errors = [...also, ...wrong, ...unlike];
  if (errors.length > 0 || fields === undefined) throw new InvalidInput(errors);
  return fields;
}
