import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import type { Role } from '../../domain/role.ts';
import type { Account } from '../../db/reads/account.ts';
import type { Answer } from './answer.ts';
import { insistFound, Refused } from '../actions/errors.ts';
import type { UploadedFile } from '../files/upload.ts';
import { read } from '../forms/read.ts';
import type { KeyClaim } from '../actions/click.ts';
import type { Portal } from '../actions/portal.ts';
import type { Code } from '../actions/problems.ts';
import type { SessionHandle } from '../session/handle.ts';

/** Whether a route is about sessions: such a call takes no Idempotency-Key, since the session it came with may be over. */
export const isOfSession = ({ path }: Pick<Route, 'path'>): boolean => /^\/api\/sessions?(\/|$)/.test(path);

/** Who may call a route at all; which subjects they may see is the handler's question. */
export type By = 'anyone' | 'signedIn' | readonly Role[];

/** A call as it comes, before anything in it is believed. */
export interface RawCall {
  readonly account: Account | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly file: UploadedFile | null;
  readonly key: KeyClaim | null;
  readonly language: Language;
  readonly address: string;
  readonly session: SessionHandle;
}

/** A call as a handler has it. */
export interface Call<P, Q, B> extends Omit<RawCall, 'params' | 'query' | 'body' | 'account'> {
  readonly account: Account;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** An answer that is a file, of one of these media types. */
export interface FileAnswer {
  readonly file: readonly string[];
}

interface Described {
  readonly method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/api/orders/{id}`. */
  readonly path: string;
  readonly by: By;
  readonly tag: string;
  readonly summary: string;
  /** What each status answers with: JSON of this schema, a file, or null for no body. */
  readonly answers: Readonly<Record<number, z.ZodType | FileAnswer | null>>;
  /** The call is a form with one file. */
  readonly upload?: true;
  /** Visitors are refused it for a while who call it too often. */
  readonly throttled?: true;
  /** Refused with this to those whose role has no such step. */
  readonly forbidden?: Code;
  /** The answer holds what is shown once: it is not kept for repeats, which find what became of the call and are answered anew. */
  readonly secretAnswer?: true;
}

interface Row<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, C> extends Described {
  readonly query?: Q;
  readonly body?: B;
  /** The path's parameters; what does not fit is not found: `missing`. */
  readonly params?: P;
  readonly missing?: Code;
  readonly handle: (portal: Portal, call: C) => Promise<Answer>;
}

/** One row of the route table: mounts Express, describes itself to OpenAPI, and is what the tests are made from. */
export interface Route extends Described {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  /** Reads the form and calls the handler. Throws what the answer is made of. */
  readonly run: (portal: Portal, call: RawCall) => Promise<Answer>;
}

const ANYTHING = z.object({});

/** A route for those who are signed in. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  row: Row<P, Q, B, Call<z.output<P>, z.output<Q>, z.output<B>>>,
): Route {
  return described(row, async (portal, call) =>
    row.handle(portal, { ...parsed(row, call), account: insistFound(call.account, 'session.required') }),
  );
}

/** A route for anyone, signed in or not. */
export function openRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  row: Omit<Row<P, Q, B, Omit<Call<z.output<P>, z.output<Q>, z.output<B>>, 'account'>>, 'by'>,
): Route {
  return described({ ...row, by: 'anyone' }, async (portal, call) => row.handle(portal, parsed(row, call)));
}

function described(
  row: Described & { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType },
  run: Route['run'],
): Route {
  return { ...row, params: row.params ?? ANYTHING, query: row.query ?? ANYTHING, body: row.body ?? ANYTHING, run };
}

/** In the order of refusal: the role, the form (body, then query), and what the path names. */
function parsed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  row: { by?: By; forbidden?: Code; missing?: Code; params?: P; query?: Q; body?: B },
  call: RawCall,
) {
  const { by = 'anyone' } = row;
  if (typeof by !== 'string' && !call.account?.roles.some((role) => by.includes(role)))
    throw new Refused(row.forbidden ?? 'order.not-your-step');
  const body = (row.body ? read(row.body, call.body) : {}) as z.output<B>;
  const query = (row.query ? read(row.query, given(call.query), '/query') : {}) as z.output<Q>;
  const params = row.params ? row.params.safeParse(call.params) : null;
  if (params?.success === false) throw new Refused(row.missing ?? 'request.unknown-path');
  return { ...call, body, query, params: (params?.data ?? {}) as z.output<P> };
}

/** Query parameters without those left empty, as forms send them. */
const given = (query: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ''));
