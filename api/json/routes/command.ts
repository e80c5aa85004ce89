import { z } from 'zod';
import { subjectPath } from '../../../domain/process/subject.ts';
import { findCommand } from '../../../db/reads/command.ts';
import { ok } from '../answer.ts';
import { insistFound } from '../../actions/errors.ts';
import { undoneCode } from '../../actions/outcomes.ts';
import { problem } from '../../actions/problem.ts';
import { id } from '../../forms/fields.ts';
import { route } from '../route.ts';
import { CommandSchema } from '../views/command.ts';

/** What became of a click that was answered 202. */
export const commandRoutes = [
  route({
    method: 'get',
    path: '/api/commands/{id}',
    by: 'signedIn',
    tag: 'commands',
    summary: 'One of your own commands',
    params: z.object({ id }),
    missing: 'command.not-found',
    answers: { 200: CommandSchema },
    handle: async ({ db }, { account, params, language }) => {
      const {
        id: commandId,
        state,
        code,
        subjectType: type,
        subjectId,
      } = insistFound(await findCommand(db, params.id, account.id), 'command.not-found');
      const resource = state === 'done' ? { resource: `/api${subjectPath({ type, id: subjectId })}` } : {};
      const reason = undoneCode({ state, code });
      const refusal = reason ? { problem: problem(reason, language) } : {};
      return ok({ command: { id: commandId, state, ...resource, ...refusal } });
    },
  }),
];
