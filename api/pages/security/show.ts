import type { Response } from 'express';
import { listSessions } from '../../../db/reads/account.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { interpolate } from '../../../domain/words.ts';
import { endSessions } from '../../actions/own-session.ts';
import type { Portal } from '../../actions/portal.ts';
import { errorAt, fieldIdOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { deviceWords } from './device.ts';
import { WORDS } from './words.ts';

/** The form for another password, and where one is signed in. */
export const showSecurity = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderSecurity(portal, visit, response);

/** Ends one of the sessions, or all but this one. One that has ended already is ended. */
export async function takeSessionEnd(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, session, values } = visit;
  const [id, present] = [values['id'], session.id()];
  await endSessions(portal, account, { present, id: typeof id === 'string' ? id : undefined });
  response.redirect(303, id === present ? paths.signIn() : paths.security('ended'));
}

/** 2026-11-23 09:12, in Shanghai. */
const minuteOf = (at: Instant): string => shanghaiTime(at).slice(0, 'YYYY-MM-DD hh:mm'.length);

const FIELDS = [
  { name: 'currentPassword', autocomplete: 'current-password' },
  { name: 'password', word: 'newPassword', hint: 'newPasswordHint', autocomplete: 'new-password' },
  { name: 'repeat', autocomplete: 'new-password' },
] as const;

interface Sent {
  readonly formErrors?: FormErrors;
  /** Minutes until the current password is verified again. */
  readonly waitMinutes?: number | undefined;
}

/** The page, with what was wrong with the form that was sent. */
export async function renderSecurity(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { formErrors, waitMinutes }: Sent = {},
): Promise<void> {
  const { account, language, session } = visit;
  const words = WORDS[language];
  const labelOf = (field: string): string | undefined => {
    const known = FIELDS.find(({ name }) => name === field);
    return known && words['word' in known ? known.word : known.name];
  };
  const rows = await listSessions(portal.db, account.id);
  const told = visit.query['told'];
  const page = {
    words,
    title: words.security,
    failed: formErrors !== undefined,
    errors: waitMinutes === undefined && summarizeErrors(formErrors, language, { labelOf }),
    throttled: waitMinutes !== undefined && interpolate(words.throttled, { minutes: waitMinutes }),
    said: formErrors === undefined && (told === 'changed' ? words.changed : told === 'ended' && words.ended),
    passwordAction: paths.securityPassword,
    sessionsAction: paths.securitySessions,
    csrfToken: visit.csrfToken,
    username: account.username,
    fields: FIELDS.map((field) => ({
      id: fieldIdOf(field.name),
      name: field.name,
      label: labelOf(field.name),
      type: 'password',
      hint: 'hint' in field && words[field.hint],
      autocomplete: field.autocomplete,
      value: '',
      error: errorAt(formErrors, field.name),
    })),
    hasOthers: rows.some(({ id }) => id !== session.id()),
    sessions: rows.map(({ id, begunAt, usedAt, address, device }) => ({
      id,
      device: deviceWords(device, language),
      address: address ?? words.unknownDevice,
      begun: minuteOf(begunAt),
      used: minuteOf(usedAt),
      current: id === session.id(),
      endLabel: interpolate(words.endLabel, { device: deviceWords(device, language), when: minuteOf(begunAt) }),
    })),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'security/show', page });
}
