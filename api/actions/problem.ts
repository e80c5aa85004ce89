import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Language } from '../../domain/language.ts';
import { InvalidInput, isDatabaseLost, Refused, refusedText, Unavailable } from './errors.ts';
import type { FieldError } from './errors.ts';
import { describeFieldProblem } from './field-problems.ts';
import { problemRow, TITLES } from './problems.ts';
import type { Code } from './problems.ts';

/** Seconds a client is asked to wait when something is down. */
const RETRY_AFTER = '2';

/** A problem as RFC 9457 has it, with our code and its source: sent as JSON, or drawn as the error page. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  readonly source: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  /** Of a fault: what to quote. */
  readonly reference?: string;
}

/** A code in the reader's language, with the fields that are wrong. */
export function problem(code: Code, language: Language, errors?: readonly FieldError[]): Problem {
  const { status, source, ...texts } = problemRow(code);
  return {
    type: `urn:quanliu:problem:${code}`,
    title: TITLES[status]?.[language] ?? code,
    status,
    detail: texts[language],
    code,
    source,
    ...(errors && {
      errors: errors.map(({ pointer, code: fieldCode, most }) => ({
        pointer,
        code: fieldCode,
        detail: describeFieldProblem(fieldCode, language, most),
      })),
    }),
  };
}

/** A problem with the headers it is sent with. */
interface Sent {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Any error as its problem. What is ours and unexpected becomes a fault with a reference number, and is logged here and
 * nowhere else.
 */
export function problemOf(error: unknown, language: Language, log: Logger): Sent {
  if (error instanceof InvalidInput) return { problem: problem('form.invalid', language, error.errors), headers: {} };
  if (error instanceof Refused)
    return {
      problem: { ...problem(error.code, language), detail: refusedText(error, language) },
      headers: error.headers,
    };
  if (error instanceof Unavailable || isDatabaseLost(error)) {
    const code = error instanceof Unavailable ? error.code : 'unavailable.database';
    log.warn({ err: error, code }, 'unavailable');
    return { problem: problem(code, language), headers: { 'retry-after': RETRY_AFTER } };
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'fault');
  return { problem: { ...problem('fault.unexpected', language), reference }, headers: {} };
}
