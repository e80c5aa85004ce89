import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Language } from '../../domain/language.ts';
import { InvalidInput, isDatabaseLost, Refused, Unavailable } from '../actions/errors.ts';
import type { FieldError } from '../actions/errors.ts';
import { FIELD_PROBLEMS, problemRow, TITLES } from '../actions/problems.ts';
import type { Code } from '../actions/problems.ts';

/** What a route answers, before it is written: so that it can be kept for repeats. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or a file's bytes; null: nothing. */
  readonly body: string | Uint8Array | null;
  /** Of a 202: the command whose outcome is awaited. */
  readonly commandId?: string;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json; charset=utf-8' };
/** Seconds a client is asked to wait when something is down. */
const RETRY_AFTER = '2';

/** 200 with the resource as it is now. */
export const ok = (value: unknown): Answer => ({ status: 200, headers: JSON_TYPE, body: JSON.stringify(value) });

/** 201 with the new resource and where it lies. */
export const created = (location: string, value: unknown): Answer => ({
  status: 201,
  headers: { ...JSON_TYPE, location },
  body: JSON.stringify(value),
});

/** Accepted and durable, not answered yet. */
export const accepted = (commandId: string): Answer => ({
  status: 202,
  headers: { ...JSON_TYPE, location: `/api/commands/${commandId}`, 'retry-after': '1' },
  body: JSON.stringify({ command: { id: commandId, state: 'accepted' } }),
  commandId,
});

/** 204: done, and nothing to say. */
export const nothing = (): Answer => ({ status: 204, headers: {}, body: null });

/** A problem as RFC 9457 has it, with our code and its source. */
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

/** An answer of RFC 9457. */
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
      errors: errors.map(({ pointer, code: fieldCode }) => ({
        pointer,
        code: fieldCode,
        detail: FIELD_PROBLEMS[fieldCode][language],
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
  if (error instanceof Refused) return { problem: problem(error.code, language), headers: error.headers };
  if (error instanceof Unavailable || isDatabaseLost(error)) {
    const code = error instanceof Unavailable ? error.code : 'unavailable.database';
    log.warn({ err: error, code }, 'unavailable');
    return { problem: problem(code, language), headers: { 'retry-after': RETRY_AFTER } };
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'fault');
  return { problem: { ...problem('fault.unexpected', language), reference }, headers: {} };
}

/** Any error as a client is answered. */
export function answerToError(error: unknown, language: Language, log: Logger): Answer {
  const { problem: body, headers } = problemOf(error, language, log);
  return { status: body.status, headers: { ...PROBLEM_TYPE, ...headers }, body: JSON.stringify(body) };
}
