import { z } from 'zod';
import type { Account } from '../../db/reads/account.ts';
import type { Language } from '../../domain/language.ts';
import type { Role } from '../../domain/role.ts';
import type { Member, ClickResult } from '../actions/click.ts';
import type { Portal } from '../actions/portal.ts';
import type { Code } from '../actions/problems.ts';
import { id, queryVersion, version } from '../forms/fields.ts';
import { clickAnswer, created, ok } from './answer.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';
import { CommandSchema } from './views/command.ts';

/** Where a step stands under its subject. One that `creates` makes a member of that path; the member's id is the command's. */
export type StepPath = readonly [method: 'post' | 'delete', path: string, creates?: 'creates'];

/** A process, as far as its step routes need it: its own tables, and how a step is taken and its record answered. */
interface SteppedProcess<Step extends string, R> {
  /** Its subjects in addresses, `/api/<plural>/{id}`, and the tag in the document. */
  readonly plural: string;
  /** Refused with this when the address names no subject. */
  readonly missing: Code;
  /** Refused with this to those whose role has no such step. */
  readonly forbidden: Code;
  readonly paths: Readonly<Record<Step, StepPath>>;
  /** The step table. A decision must name the version it saw, other steps may. */
  readonly steps: Readonly<
    Record<NoInfer<Step>, { readonly by: readonly Role[]; readonly en: string; readonly decision?: true }>
  >;
  readonly forms: Readonly<Record<NoInfer<Step>, { readonly fields: z.ZodRawShape }>>;
  /** Of what `toJson` makes. */
  readonly schema: z.ZodType;
  /** Steps whose answer holds what is shown once and kept nowhere. */
  readonly secretAnswers?: readonly NoInfer<Step>[];
  readonly take: (portal: Portal, clicker: Member, sent: SentStep<Step>) => Promise<ClickResult<R>>;
  readonly toJson: (record: R, reader: { readonly account: Account; readonly language: Language }) => unknown;
}

/** A step as a client sends it. */
interface SentStep<Step> {
  readonly step: Step;
  /** The subject's. */
  readonly id: string;
  readonly version: number | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The ids in the path, the subject's among them. */
  readonly params: Readonly<Record<string, string>>;
}

/** One route for each step with a path: a sub-resource of its subject, derived from the step table. */
export const stepRoutes = <Step extends string, R>(process: SteppedProcess<Step, R>): readonly Route[] =>
  (Object.keys(process.paths) as Step[]).map((step) => stepRoute(process, step));

function stepRoute<Step extends string, R>(process: SteppedProcess<Step, R>, step: Step): Route {
  const { plural, missing, forbidden, schema, secretAnswers, take, toJson } = process;
  const [method, path, creates] = process.paths[step];
  const { by, en, decision } = process.steps[step];
  return route({
    method,
    path: `/api/${plural}/{id}/${path}`,
    by,
    tag: plural,
    summary: en,
    params: z.object({ id, ...idsIn(path) }),
    missing,
    forbidden,
    ...(secretAnswers?.includes(step) && { secretAnswer: true }),
    ...(method === 'delete'
      ? { query: z.object({ version: queryVersion.optional() }) }
      : { body: z.object({ ...process.forms[step].fields, version: decision ? version : version.nullish() }) }),
    answers: { [creates ? 201 : 200]: schema, 202: CommandSchema },
    handle: async (portal, call) => {
      const { params } = call;
      const { version: seen, ...fields } = { ...(call.body as object), ...(call.query as object) } as Seen;
      const result = await take(portal, call, { step, id: params.id, version: seen ?? null, fields, params });
      return clickAnswer(result, (record, commandId) =>
        creates
          ? created(`/api/${plural}/${params.id}/${path}/${commandId}`, toJson(record, call))
          : ok(toJson(record, call)),
      );
    },
  });
}

/** What stands in a body or query: the fields of the step, and the version that was seen. */
interface Seen extends Readonly<Record<string, unknown>> {
  readonly version?: number | null | undefined;
}

/** The parameters of a path, each an id: `changes/{changeId}`. */
const idsIn = (path: string): Record<string, typeof id> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, id]));
