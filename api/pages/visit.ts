import type { Request } from 'express';
import type { Account } from '../../db/reads/account.ts';
import type { Language } from '../../domain/language.ts';
import { insistFound } from '../actions/errors.ts';
import type { FileProblem } from '../files/form-files.ts';
import type { SessionHandle } from '../session/handle.ts';
import { csrfTokenOf } from '../session/csrf.ts';
import { sessionHandle } from '../session/handle.ts';
import { keepTyped, typedBefore } from '../session/typed.ts';
import type { TypedForm } from '../session/typed.ts';
import type { Values } from './form-values.ts';
import { appearanceOf, shownAt } from './frame/appearance.ts';
import type { Appearance } from './frame/appearance.ts';

/** One call of a page by one reader: what a handler may know of it, read once before the handler is asked. */
export interface Visit<A extends Account | undefined = Account | undefined> {
  /** Who is signed in; undefined on a page of anyone's that a visitor looks at. */
  readonly account: A;
  readonly language: Language;
  readonly appearance: Appearance;
  /** The session's token for the page's forms. A session without one gets it when it is first read. */
  readonly csrfToken: string;
  /** The parts of the address that the page's path names. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The query of the address; a name that came twice holds a list. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The path that was called, without its query. */
  readonly path: string;
  /** The path that was called, with its query. */
  readonly url: string;
  /** Where the reader finds this page again: the answer to a form has no address of its own. */
  readonly shownAt: string;
  /** A form was sent. */
  readonly isForm: boolean;
  /** A part of the page alone is asked for, by its script. */
  readonly wantsPart: boolean;
  /** The values of the form that was sent; none when a page is looked at. */
  readonly values: Values;
  /** The files of the form that were not kept. */
  readonly fileProblems: readonly FileProblem[];
  /** Where the form was sent that came after its session had ended; undefined when none did. */
  readonly typedAction: string | undefined;
  /** What was typed in the form sent to `action` before the session ended. Once read, the frame says above why it is shown again. */
  readonly typedBefore: (action: string) => Values | undefined;
  /** What the page shows of what was typed before. */
  readonly typedShown: TypedForm | undefined;
  readonly session: VisitSession;
}

/** A visit of someone who is signed in. */
export type MemberVisit = Visit<Account>;

/** What signing in and out do with the session. */
interface VisitSession extends Pick<SessionHandle, 'begin' | 'id' | 'end'> {
  /** The address of the caller, by which attempts are counted. */
  readonly ip: string;
  /** What was typed elsewhere before signing in, as the sign-in page carried it along. */
  readonly typedOpened: TypedForm | undefined;
  readonly keepTyped: (form: TypedForm) => Promise<void>;
}

/** Reads a call of a page that anyone may look at. */
export const readVisit = (request: Request): Visit => readVisitAs(request, request.account);

/** Reads a call of a page for people who are signed in. @throws Refused `session.required` when nobody is */
export const readMemberVisit = (request: Request): MemberVisit =>
  readVisitAs(request, insistFound(request.account, 'session.required'));

function readVisitAs<A extends Account | undefined>(request: Request, account: A): Visit<A> {
  const appearance = appearanceOf(request);
  return {
    account,
    language: appearance.language,
    appearance,
    get csrfToken() {
      return csrfTokenOf(request);
    },
    params: request.params,
    query: request.query,
    path: request.path,
    url: request.originalUrl,
    shownAt: shownAt(request),
    isForm: request.method !== 'GET',
    wantsPart: request.get('hx-request-type') === 'partial',
    values: (request.body ?? {}) as Values,
    fileProblems: request.fileProblems ?? [],
    get typedAction() {
      return request.session.typed?.action;
    },
    typedBefore: (action) => typedBefore(request, action),
    get typedShown() {
      return request.typedShown;
    },
    session: {
      ...sessionHandle(request, csrfTokenOf),
      ip: request.ip ?? '',
      typedOpened: request.typedOpened,
      keepTyped: (form) => keepTyped(request, form),
    },
  };
}
