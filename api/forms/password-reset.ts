import { z } from 'zod';
import { creditCode, newPassword, reason, REASON_AT_MOST, text } from './fields.ts';

/** The forms of a password reset, as visitors and staff send them. */

const USER_NAME_AT_MOST = 60;
const COMPANY_AT_MOST = 100;
const CONTACT_AT_MOST = 50;
const LANDLINE_AT_MOST = 30;
/** Shorter does not say how an identity was checked. */
const CHECK_AT_LEAST = 5;
/** A token has 43 characters. */
const TOKEN_AT_MOST = 100;

const username = text(USER_NAME_AT_MOST);
const identityCheck = text(REASON_AT_MOST, { lines: true, least: CHECK_AT_LEAST });

/** What a visitor says who asks for a new password. @source L14 */
export const resetRequestForm = z.object({
  username,
  company: text(COMPANY_AT_MOST),
  creditCode,
  contact: text(CONTACT_AT_MOST),
  landline: text(LANDLINE_AT_MOST),
  reason,
});

/** The decisions on a request, by step. */
export const RESET_DECISION_FORMS = {
  issueLink: { fields: { identityCheck } },
  refuse: { fields: { reason } },
} as const;

export type ResetDecisionStep = keyof typeof RESET_DECISION_FORMS;

/** A decision with what it says. */
export type ResetDecision =
  | { readonly step: 'issueLink'; readonly identityCheck: string }
  | { readonly step: 'refuse'; readonly reason: string };

/** A decision, from the fields its form has read. */
export const resetDecisionOf = (step: ResetDecisionStep, fields: Readonly<Record<string, unknown>>): ResetDecision =>
  ({ step, ...fields }) as ResetDecision; // fields and step belong to the same row

/** What an administrator says who issues a link for staff. */
export const staffResetForm = z.object({ username, identityCheck });

/** The new password of whoever holds a link. */
export const newPasswordForm = z.object({ token: z.string().min(1).max(TOKEN_AT_MOST), password: newPassword });
