import { inShanghai } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import { PASSWORD_RESET_STATES } from '../../domain/password-reset/states.ts';
import type { DecidedReset, ResetWithEvents } from './password-reset.ts';

export type PasswordResetJson = ReturnType<typeof passwordResetJson>;

/** A password reset as the interface says it; with its link in the answer that issues it, and nowhere else. */
export function passwordResetJson(
  { record, events, link }: ResetWithEvents & Partial<Pick<DecidedReset, 'link'>>,
  { language }: { readonly language: Language },
) {
  const { reset, onRecord } = record;
  const { id, number, version, state, requested, identityCheck, remark, linkEndsAt, account } = reset;
  return {
    id,
    number,
    version,
    state,
    stateLabel: PASSWORD_RESET_STATES[state][language],
    requested,
    account: onRecord && { ...onRecord, isCompany: account?.isCompany ?? false },
    identityCheck,
    remark,
    linkEndsAt: linkEndsAt && inShanghai(linkEndsAt),
    dueAt: record.dueAt && inShanghai(record.dueAt),
    begunAt: inShanghai(record.begunAt),
    timeline: events.map(({ at, step, actorName, to, reason }) => ({
      at: inShanghai(at),
      step,
      by: actorName === null ? null : { name: actorName },
      to,
      reason,
    })),
    ...(typeof link === 'string' && { link }),
  };
}
