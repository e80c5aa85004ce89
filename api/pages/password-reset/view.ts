import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { PASSWORD_RESET_STATES } from '../../../domain/password-reset/states.ts';
import { PASSWORD_RESET_STEPS, resetReasonIn } from '../../../domain/password-reset/steps.ts';
import type { PasswordResetState } from '../../../domain/password-reset/states.ts';
import type { PasswordResetStep } from '../../../domain/password-reset/steps.ts';
import { isClockStep } from '../../../domain/process/steps.ts';
import type { ResetWithEvents } from '../../actions/password-reset.ts';
import { longText } from '../long-text.ts';
import type { Look } from '../look.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

const STATE_LOOKS: Readonly<Record<PasswordResetState, Look>> = {
  requested: { meaning: 'info', glyph: 'hourglass' },
  linkIssued: { meaning: 'warn', glyph: 'send' },
  done: { meaning: 'ok', glyph: 'done' },
  refused: { meaning: 'bad', glyph: 'cross' },
  expired: { meaning: 'mute', glyph: 'clock' },
};

const STEP_LOOKS: Readonly<Record<PasswordResetStep, Look>> = {
  request: { meaning: 'info', glyph: 'mail' },
  issueForStaff: { meaning: 'ok', glyph: 'send' },
  issueLink: { meaning: 'ok', glyph: 'send' },
  refuse: { meaning: 'bad', glyph: 'cross' },
  setPassword: { meaning: 'ok', glyph: 'lock' },
};

/** The tag of a reset's state. */
export const resetTag = (state: PasswordResetState, language: Language, large = false) => ({
  ...STATE_LOOKS[state],
  label: PASSWORD_RESET_STATES[state][language],
  large,
});

/** Whether and what account there is of the user name, as words with a glyph. */
function describeAccount({ record }: ResetWithEvents, language: Language) {
  const words = PASSWORD_RESET_WORDS[language];
  const { account } = record.reset;
  if (account === null) return { meaning: 'bad', glyph: 'cross', text: words.noAccount };
  if (!account.isCompany) return { meaning: 'warn', glyph: 'alert', text: words.staffAccount };
  return { meaning: 'ok', glyph: 'check', text: words.fits };
}

/** What the visitor wrote beside what is on record; undefined where no visitor asked. @source L14 */
export function compareRequest(read: ResetWithEvents, language: Language) {
  const { reset, onRecord } = read.record;
  const { requested } = reset;
  if (requested === null) return undefined;
  const words = PASSWORD_RESET_WORDS[language];
  const compared = (label: string, written: string, known: string | null | undefined) => {
    const agrees = isSame(written, known ?? '');
    const found = known ?? undefined;
    return {
      label,
      written,
      found: found ?? words.notOnRecord,
      missing: found === undefined,
      agrees: found !== undefined && agrees,
      differs: found !== undefined && !agrees,
    };
  };
  const alone = (label: string, written: string) => ({ ...compared(label, written, null), byHand: words.notCompared });
  return {
    account: describeAccount(read, language),
    rows: [
      compared(words.username, requested.username, onRecord?.username),
      compared(words.company, requested.company, onRecord?.company),
      compared(words.creditCode, requested.creditCode, onRecord?.creditCode),
      compared(words.contact, requested.contact, onRecord?.name),
      alone(words.landline, requested.landline),
    ],
    reason: requested.reason,
  };
}

/** Whether two texts say the same name or code: blanks, case and forms of letters do not count. */
const isSame = (one: string, other: string): boolean => plainOf(one) === plainOf(other);
const plainOf = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** What was decided, as it was recorded; undefined while nothing was. */
export function recordedDecision({ record }: ResetWithEvents, language: Language) {
  const words = PASSWORD_RESET_WORDS[language];
  const { identityCheck, remark, linkEndsAt } = record.reset;
  const facts = [
    ...(identityCheck === null ? [] : [{ label: words.checkedBy, value: identityCheck }]),
    ...(linkEndsAt === null ? [] : [{ label: words.linkEnds, value: shanghaiTime(linkEndsAt) }]),
    ...(remark === null ? [] : [{ label: words.refusedBecause, value: resetReasonIn(remark, language) }]),
  ];
  return facts.length > 0 && facts;
}

/** What happened, newest first. */
export function listEntries({ events }: ResetWithEvents, language: Language) {
  const words = PASSWORD_RESET_WORDS[language];
  return events.toReversed().map(({ at, step, actorName, reason }) => ({
    at: inShanghai(at),
    when: shanghaiTime(at),
    ...(isClockStep(step)
      ? { meaning: 'warn', glyph: 'clock', label: words[step], by: words.clock }
      : { ...STEP_LOOKS[step], label: PASSWORD_RESET_STEPS[step][language], by: actorName ?? words.visitor }),
    detail: '',
    reason: reason === null ? null : longText(resetReasonIn(reason, language)),
  }));
}
