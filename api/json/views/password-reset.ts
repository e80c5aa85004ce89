import { z } from 'zod';
import { PASSWORD_RESET_STATES } from '../../../domain/password-reset/states.ts';
import type { PasswordResetState } from '../../../domain/password-reset/states.ts';
import type { PasswordResetStep } from '../../../domain/password-reset/steps.ts';
import { PASSWORD_RESET_STEPS } from '../../../domain/password-reset/steps.ts';
import { CLOCK_STEPS } from '../../../domain/process/steps.ts';
import type { PasswordResetJson } from '../../actions/password-reset-json.ts';
import { schemaOf, Time } from './parts.ts';

const StateOfReset = z
  .enum(Object.keys(PASSWORD_RESET_STATES) as PasswordResetState[])
  .meta({ id: 'PasswordResetState' });
const StepOfReset = z
  .enum([...(Object.keys(PASSWORD_RESET_STEPS) as PasswordResetStep[]), ...CLOCK_STEPS])
  .meta({ id: 'PasswordResetStep' });

/** What a password reset reads like, for the document. */
export const PasswordResetSchema = schemaOf<PasswordResetJson>()(
  z
    .object({
      id: z.string(),
      number: z.string(),
      version: z.int(),
      state: StateOfReset,
      stateLabel: z.string(),
      requested: z
        .object({
          username: z.string(),
          company: z.string(),
          creditCode: z.string(),
          contact: z.string(),
          landline: z.string(),
          reason: z.string(),
        })
        .nullable()
        .describe('What the visitor wrote; null where an administrator began'),
      account: z
        .object({
          username: z.string(),
          name: z.string(),
          company: z.string().nullable(),
          creditCode: z.string().nullable(),
          isCompany: z.boolean(),
        })
        .nullable()
        .describe('What is on record of the user name; null when there is no such account'),
      identityCheck: z.string().nullable(),
      remark: z.string().nullable().describe('Why it was refused'),
      linkEndsAt: Time.nullable(),
      dueAt: Time.nullable(),
      begunAt: Time,
      timeline: z.array(
        z.object({
          at: Time,
          step: StepOfReset,
          by: z.object({ name: z.string() }).nullable().describe('Null for visitors and the clock'),
          to: StateOfReset,
          reason: z.string().nullable(),
        }),
      ),
      link: z.string().optional().describe('In the answer that issues it, and nowhere else: it is not kept'),
    })
    .meta({ id: 'PasswordReset' }),
);
