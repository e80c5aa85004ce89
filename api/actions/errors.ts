import type { Language, Texts } from '../../domain/language.ts';
import type { Ruling } from '../../domain/ruling.ts';
import { problemRow } from './problems.ts';
import type { FieldCode } from './field-problems.ts';
import type { Code } from './problems.ts';

/** One thing wrong with a form: where (a JSON pointer), and what. */
export interface FieldError {
  readonly pointer: string;
  readonly code: FieldCode;
  /** Of a text that is too long: how many characters it may have. */
  readonly most?: number | undefined;
}

/** The form is wrong: 422 with everything that is wrong with it. */
export class InvalidInput extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('form.invalid');
    this.errors = errors;
  }
}

/** What a refusal is about besides its code: a sentence after the code's own, and the field of the page it concerns. */
interface RefusedAbout {
  readonly text: Texts;
  readonly field: string;
}

/** A rule, or the portal, says no: the code has its status and its words. */
export class Refused extends Error {
  readonly code: Code;
  readonly headers: Readonly<Record<string, string>>;
  readonly about: RefusedAbout | undefined;

  constructor(code: Code, headers: Readonly<Record<string, string>> = {}, about?: RefusedAbout) {
    super(code);
    this.code = code;
    this.headers = headers;
    this.about = about;
  }
}

/** The words of a refusal, with the sentence on what it is about. */
export const refusedText = (
  { code, about }: { readonly code: Code; readonly about?: RefusedAbout | undefined },
  language: Language,
): string => [problemRow(code)[language], about?.text[language]].filter(Boolean).join(language === 'zh' ? '' : ' ');

/** Something we depend on cannot be reached now: 503, and a repeat is safe. */
export class Unavailable extends Error {
  readonly code: 'unavailable.database' | 'unavailable.temporal' | 'unavailable.documents' | 'unavailable.storage';

  constructor(code: Unavailable['code'], cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** @throws Refused with the ruling's code, unless it allows */
export function insist(ruling: Ruling): void {
  if (!ruling.allowed) throw new Refused(ruling.code);
}

/** @throws Refused with `code` when nothing was found */
export function insistFound<T>(row: T | undefined, code: Code): T {
  if (row === undefined) throw new Refused(code);
  return row;
}

/** How the driver (by name) and PostgreSQL (by SQLSTATE) say that it cannot be reached, is going down, or took too long. */
const LOST: ReadonlySet<unknown> = new Set(
  [
    'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH',
    'CONNECTION_LOST',
    '57P01 57P02 57P03 57P05 53300 57014 25006 08001 08003 08006',
  ].flatMap((codes) => codes.split(' ')),
);

/** Whether PostgreSQL, or the way to it, is what failed. Drizzle wraps the driver's errors. */
export function isDatabaseLost(error: unknown): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = 'cause' in cause ? cause.cause : null)
    if ('code' in cause && LOST.has(cause.code)) return true;
  return false;
}
