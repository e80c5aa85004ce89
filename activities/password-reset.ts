import { sql } from 'drizzle-orm';
import { dayOf } from '../domain/day.ts';
import { numberOf } from '../domain/number.ts';
import type { PasswordReset, PasswordResetBodies } from '../domain/password-reset/password-reset.ts';
import { linkOf, PASSWORD_RESET_PROCESS } from '../domain/password-reset/process.ts';
import type { StepRequest } from '../domain/process/steps.ts';
import { startedAt } from '../domain/process/wait.ts';
import { getRuleSet } from '../db/reads/calendar.ts';
import { findPasswordReset, resetAccount, toPasswordResetRecord } from '../db/reads/password-reset.ts';
import type { PasswordResetRecord } from '../db/reads/password-reset.ts';
import { givenIn } from '../db/reads/said-command.ts';
import { passwordResetEvents, passwordResets } from '../db/schema/password-reset.ts';
import { toEventsTable } from '../db/schema/process.ts';
import {
  selectAccountNamed,
  lockPasswordResetRows,
  passwordResetTokens,
  renewPassword,
} from '../db/writes/password-reset.ts';
import { advanceIn, beginIn, takeNumber } from '../db/writes/process.ts';
import type { PasswordResetActivities } from '../workflows/messages/password-reset.ts';
import type { Adapter } from './process/adapter.ts';
import { recordBeginning } from './process/begin.ts';
import { processActivities } from './process/record.ts';
import type { ProcessDeps } from './process/record.ts';
import { momentOf } from './process/recording.ts';
import type { Asked, Outcome, Recording } from './process/recording.ts';

/** Its tasks are found by texts that its row has not: they are given. */
const GIVEN = sql`null::text[]`;
const beginReset = beginIn(passwordResets, GIVEN);

type PasswordResetAdapter = Adapter<PasswordReset, PasswordResetBodies, PasswordResetRecord>;

const passwordResetAdapter: PasswordResetAdapter = {
  process: PASSWORD_RESET_PROCESS,
  events: toEventsTable(passwordResetEvents),
  rowOf: ({ reset }) => reset,
  find: findPasswordReset,
  lock: async (tx, id, command) => {
    const [row] = await lockPasswordResetRows(tx, id, command);
    return row && { record: toPasswordResetRecord(row), asked: givenIn(row) };
  },
  begin,
  advance: advanceIn(passwordResets, GIVEN),
  also: async (_tx, { before, request, now }) =>
    request.step === 'setPassword' && before.account
      ? [renewPassword(before.account.id, request.body.passwordHash, now)]
      : [],
  titleOf: ({ reset }) => ({ number: reset.number, name: reset.requested?.company ?? null }),
  tokensOf: ({ number, requested }) =>
    passwordResetTokens([number, requested?.username ?? '', requested?.company ?? '']),
  recipientsOf: ({ account }) => ({ accountId: account?.id ?? null }),
  noticeFactsOf: ({ number }, _record, reason) => ({ number, ...(reason !== null && { reason }) }),
  factsOf: ({ number }) => ({ number }),
};

/** Records a request, or an administrator's link, with the account its user name belongs to, if any does. @source L14, D16 */
async function begin(recording: Recording, asked: Asked): Promise<Outcome> {
  const { tx, change } = recording;
  const request = { step: change.command.step, body: asked.body } as StepRequest<
    PasswordResetBodies,
    'request' | 'issueForStaff'
  >; // parsed by the route that accepted it
  const moment = momentOf(recording, asked);
  const [[account], rules, next] = await Promise.all([
    selectAccountNamed(tx, request.body.username),
    getRuleSet(tx, moment.today),
    takeNumber(tx, 'password_reset_numbers'),
  ]);
  const isStaffs = request.step === 'issueForStaff';
  const ofAccount = account ? resetAccount(account) : null;
  if (isStaffs && (!ofAccount || ofAccount.isCompany)) return { refused: 'passwordReset.not-staff' };
  if (isStaffs && !ofAccount?.isActive) return { refused: 'passwordReset.account-disabled' };
  if (isStaffs && ofAccount?.id === asked.actor.id) return { refused: 'passwordReset.own-account' };
  const number = numberOf('passwordReset', dayOf(change.now), next);
  const requested = request.step === 'request' ? request.body : null;
  const row: PasswordReset = {
    id: change.subjectId,
    number,
    state: isStaffs ? 'linkIssued' : 'requested',
    version: 1,
    seq: 1,
    creditCodes: account?.creditCode ? [account.creditCode] : [],
    clock: startedAt(change.now),
    rules,
    requested,
    account: ofAccount,
    identityCheck: null,
    tokenHash: null,
    linkEndsAt: null,
    remark: null,
    ...(request.step === 'issueForStaff' && linkOf(request.body, change.now)),
  };
  return recordBeginning(passwordResetAdapter, recording, asked, {
    row,
    insert: (wait) =>
      beginReset({
        ...row,
        ...wait,
        accountId: account?.id ?? null,
        begunAt: change.now,
        changedAt: change.now,
      }),
    title: { number, name: requested?.company ?? null },
    noticeFacts: { number },
    reason: null,
    at: change.now,
  });
}

/** The activities of the password reset's workflow over PostgreSQL. */
export function passwordResetActivities(deps: ProcessDeps): PasswordResetActivities {
  const { load, record } = processActivities(passwordResetAdapter, deps);
  return { loadPasswordReset: load, recordPasswordReset: record };
}
