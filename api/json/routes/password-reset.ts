import { z } from 'zod';
import { PASSWORD_RESET_STEPS } from '../../../domain/password-reset/steps.ts';
import {
  decideReset,
  getPasswordReset,
  issueForStaff,
  requestReset,
  setPassword,
} from '../../actions/password-reset.ts';
import { passwordResetJson } from '../../actions/password-reset-json.ts';
import { id } from '../../forms/fields.ts';
import {
  newPasswordForm,
  RESET_DECISION_FORMS,
  resetDecisionOf,
  resetRequestForm,
  staffResetForm,
} from '../../forms/password-reset.ts';
import { clickAnswer, created, nothing, ok } from '../answer.ts';
import { openRoute, route } from '../route.ts';
import { stepRoutes } from '../step-routes.ts';
import { CommandSchema } from '../views/command.ts';
import { PasswordResetSchema } from '../views/password-reset.ts';

const tag = 'password-resets';
const forbidden = 'passwordReset.not-your-step';
const missing = 'passwordReset.not-found';

/** What every visitor is answered, whatever becomes of the request. */
const RECEIVED = { received: true } as const;

/** New passwords: asking for one, deciding on it, setting it. A link stands in the answer that issues it and is kept nowhere. */
export const passwordResetRoutes = [
  openRoute({
    method: 'post',
    path: '/api/password-resets',
    tag,
    summary: 'Ask for a new password; the answer is the same whether there is such an account or not',
    throttled: true,
    body: resetRequestForm,
    answers: { 200: z.object({ received: z.literal(true) }) },
    handle: async (portal, { body, address, key }) => {
      await requestReset(portal, { address, key }, body);
      return ok(RECEIVED);
    },
  }),
  route({
    method: 'get',
    path: '/api/password-resets/{id}',
    by: ['center', 'admin'],
    tag,
    summary: 'A password reset: what was asked for, what is on record, what was done',
    params: z.object({ id }),
    missing,
    forbidden,
    answers: { 200: PasswordResetSchema },
    handle: async (portal, call) =>
      ok(passwordResetJson(await getPasswordReset(portal, call.account, call.params.id), call)),
  }),
  route({
    method: 'post',
    path: '/api/password-resets/staff',
    by: PASSWORD_RESET_STEPS.issueForStaff.by,
    tag,
    summary: PASSWORD_RESET_STEPS.issueForStaff.en,
    body: staffResetForm,
    forbidden,
    secretAnswer: true,
    answers: { 201: PasswordResetSchema, 202: CommandSchema },
    handle: async (portal, call) =>
      clickAnswer(await issueForStaff(portal, call, call.body), (read) =>
        created(`/api/password-resets/${read.record.reset.id}`, passwordResetJson(read, call)),
      ),
  }),
  ...stepRoutes({
    plural: tag,
    missing,
    forbidden,
    paths: { issueLink: ['post', 'link'], refuse: ['post', 'refusal'] },
    steps: PASSWORD_RESET_STEPS,
    forms: RESET_DECISION_FORMS,
    schema: PasswordResetSchema,
    secretAnswers: ['issueLink'],
    take: (portal, clicker, { step, id: resetId, version, fields }) =>
      decideReset(portal, clicker, { resetId, version: version ?? 0, decision: resetDecisionOf(step, fields) }), // decisions name their version
    toJson: passwordResetJson,
  }),
  openRoute({
    method: 'post',
    path: '/api/password',
    tag,
    summary: 'Set the new password with the token of a link; every session of the account ends',
    body: newPasswordForm,
    answers: { 202: CommandSchema, 204: null },
    handle: async (portal, { body, key }) => clickAnswer(await setPassword(portal, key, body), nothing),
  }),
];
