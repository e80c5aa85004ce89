import { z } from 'zod';
import { isId } from './fields.ts';

/** How lists are asked for: `?limit=1…100&after=<cursor>`. */

const LIMIT = 50;
const MAX_LIMIT = 100;

const limit = z
  .string()
  .regex(/^[1-9][0-9]{0,2}$/)
  .transform((input, context): number => {
    const count = Number(input);
    if (count <= MAX_LIMIT) return count;
    context.addIssue({ code: 'custom', params: { code: 'form.number' } });
    return z.NEVER;
  })
  .optional()
  .transform((count) => count ?? LIMIT)
  .meta({ description: `1 to ${MAX_LIMIT}; ${LIMIT} when not given` });

/** A cursor over a sort key and an id; what it holds is nobody's business but ours. */
const cursor = <T>(parse: (parts: readonly unknown[]) => T | undefined) =>
  z
    .string()
    .max(200)
    .transform((input, context): T => {
      const parts = decoded(input);
      const value = parts && parse(parts);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', params: { code: 'form.cursor' } });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'The `next` of the page before' });

function decoded(input: string): readonly unknown[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(input)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(input, 'base64url').toString());
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not one of ours
  }
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

const isIdText = (value: unknown): value is string => typeof value === 'string' && isId(value);

/** By id alone. */
export const byId = { limit, after: cursor(([id]) => (isIdText(id) ? id : undefined)) };

/** By an instant, then id. */
export const byInstant = {
  limit,
  after: cursor(([at, id]) => (isInstant(at) && isIdText(id) ? { at, id } : undefined)),
};

/** By a running number. */
export const byNumber = {
  limit,
  after: cursor(([number]) => (typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined)),
};

/** A page of a list, as it is answered. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

interface Page<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/** Cuts the page from rows read with one more than the limit: the one more says that there is a next page. */
export function page<R>(rows: readonly R[], count: number, keyOf: (row: R) => readonly (string | number)[]): Page<R> {
  const kept = rows.slice(0, count);
  const last = kept.at(-1);
  return {
    rows: kept,
    next:
      rows.length > count && last !== undefined ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null,
  };
}
