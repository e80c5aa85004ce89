import type { z } from 'zod';
import { InvalidInput } from '../actions/errors.ts';
import type { FieldError } from '../actions/errors.ts';
import { isFieldCode } from '../actions/field-problems.ts';
import type { FieldCode } from '../actions/field-problems.ts';

/** Errors told of one form; more are cut. */
const ERRORS_AT_MOST = 50;

/**
 * A form's content as its schema has it.
 *
 * @throws InvalidInput with every field that is wrong
 */
export function read<S extends z.ZodType>(schema: S, input: unknown, at = ''): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(fieldErrors(parsed.error, input, at));
}

const fieldErrors = (error: z.ZodError, input: unknown, at: string): FieldError[] =>
  error.issues
    .slice(0, ERRORS_AT_MOST)
    .map((issue) => ({ pointer: at + pointer(issue.path), code: codeOf(issue, input), most: mostOf(issue) }));

/** How long a text may be, of one that is too long. */
function mostOf(issue: z.core.$ZodIssue): number | undefined {
  if (issue.code === 'too_big') return Number(issue.maximum);
  const most: unknown = issue.code === 'custom' ? issue.params?.['most'] : undefined;
  return typeof most === 'number' ? most : undefined;
}

/** RFC 6901. */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function codeOf(issue: z.core.$ZodIssue, input: unknown): FieldCode {
  switch (issue.code) {
    case 'custom':
      return isFieldCode(issue.params?.['code']) ? issue.params['code'] : 'form.type';
    case 'invalid_type':
    case 'invalid_union':
      return isMissing(issue.path, input) ? 'form.required' : 'form.type';
    case 'invalid_value':
      return isMissing(issue.path, input) ? 'form.required' : 'form.choice';
    case 'too_big':
      return issue.origin === 'string' ? 'form.too-long' : issue.origin === 'array' ? 'form.too-many' : 'form.number';
    case 'too_small':
      return issue.origin === 'array' ? 'form.too-few' : issue.origin === 'string' ? 'form.required' : 'form.number';
    default:
      return 'form.type';
  }
}

function isMissing(path: readonly PropertyKey[], input: unknown): boolean {
  let value = input;
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  return value === undefined || value === null;
}
