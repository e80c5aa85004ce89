import type { Logger } from 'pino';
import type { Language } from '../../domain/language.ts';
import type { ClickResult } from '../actions/click.ts';
import { problemOf } from '../actions/problem.ts';

/** What a route answers, before it is written: so that it can be kept for repeats. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or a file's bytes; null: nothing. */
  readonly body: string | Uint8Array | null;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json; charset=utf-8' };

/** 200 with the resource as it is now. */
export const ok = (value: unknown): Answer => ({ status: 200, headers: JSON_TYPE, body: JSON.stringify(value) });

/** 201 with the new resource and where it lies. */
export const created = (location: string, value: unknown): Answer => ({
  status: 201,
  headers: { ...JSON_TYPE, location },
  body: JSON.stringify(value),
});

/** Accepted and durable, not answered yet. */
const accepted = (commandId: string): Answer => ({
  status: 202,
  headers: { ...JSON_TYPE, location: `/api/commands/${commandId}`, 'retry-after': '1' },
  body: JSON.stringify({ command: { id: commandId, state: 'accepted' } }),
});

/** What a click came to: 202 until it has an outcome, then what `answer` makes of the record. */
export const clickAnswer = async <R>(
  result: ClickResult<R>,
  answer: (record: R, commandId: string) => Answer | Promise<Answer>,
): Promise<Answer> => (result.done ? answer(result.record, result.commandId) : accepted(result.commandId));

/** 204: done, and nothing to say. */
export const nothing = (): Answer => ({ status: 204, headers: {}, body: null });

/** Any error as a client is answered. */
export function answerToError(error: unknown, language: Language, log: Logger): Answer {
  const { problem: body, headers } = problemOf(error, language, log);
  return { status: body.status, headers: { ...PROBLEM_TYPE, ...headers }, body: JSON.stringify(body) };
}
