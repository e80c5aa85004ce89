import { Refused } from '../actions/errors.ts';
import { isId } from '../forms/fields.ts';
import type { Code } from '../actions/problems.ts';
import type { Visit } from './visit.ts';

/** What an address asks for by these names; one that is left empty, or given twice, asks for nothing. */
export const readTexts = <N extends string>(
  { query }: Pick<Visit, 'query'>,
  names: readonly N[],
): Partial<Record<N, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [];
    }),
  ) as Partial<Record<N, string>>;

/**
 * The id in an address, in small letters.
 *
 * @throws Refused `missing` for what is none
 */
export function readId({ params }: Pick<Visit, 'params'>, name: string, missing: Code): string {
  const id = String(params[name]);
  if (!isId(id)) throw new Refused(missing);
  return id.toLowerCase();
}
