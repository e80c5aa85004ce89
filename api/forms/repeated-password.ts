import type { z } from 'zod';
import { InvalidInput } from '../actions/errors.ts';
import { read } from './read.ts';

/**
 * The content of a form in which a new password is typed twice.
 *
 * @throws InvalidInput with everything that is wrong, also when the new password was not typed twice alike
 */
export function readRepeated<S extends z.ZodType>(form: S, values: Readonly<Record<string, unknown>>): z.output<S> {
  const unlike =
    values['repeat'] === values['password'] ? [] : [{ pointer: '/repeat', code: 'form.password-repeated' } as const];
  try {
    const fields = read(form, values);
    if (unlike.length === 0) return fields;
  } catch (error) {
    if (error instanceof InvalidInput) throw new InvalidInput([...error.errors, ...unlike]);
    throw error;
  }
  throw new InvalidInput(unlike);
}
