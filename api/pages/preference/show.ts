import type { Response } from 'express';
import { getMailSettings } from '../../../db/reads/mail.ts';
import { saveAddress, savePreferences } from '../../../db/writes/portal/mail.ts';
import type { Language } from '../../../domain/language.ts';
import { mayHaveDigest } from '../../../domain/mail.ts';
import { mailGroupsFor } from '../../../domain/mail-event.ts';
import { InvalidInput } from '../../actions/errors.ts';
import { preferenceForm } from '../../forms/preference.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { errorAt, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** What one is told by mail, where and in which language. */
export async function showPreferences(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { id } = visit.account;
  const typed = visit.typedBefore(paths.preferences());
  if (typed) return renderForm(portal, visit, response, { shown: readSent(typed) });
  const { email, language, digest, unwanted } = await getMailSettings(portal.db, id);
  const wants = (event: string): boolean => !unwanted.includes(event);
  return renderForm(portal, visit, response, { shown: { email: email ?? '', language, digest, wants } });
}

/** Keeps the settings; an address that is none comes back with what was ticked. */
export async function takePreferences(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { id, roles } = visit.account;
  const sent = visit.values;
  try {
    const { email, language, digest, wanted } = read(preferenceForm, sent);
    const unwanted = eventsFor(visit).filter((event) => !wanted.includes(event));
    await portal.db.transaction(async (tx) => {
      await saveAddress(tx, id, email);
      await savePreferences(tx, id, { language, digest: digest === 'on' && mayHaveDigest(roles), unwanted });
    });
    response.redirect(303, paths.preferences('saved'));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return renderForm(portal, visit, response, {
      formErrors: formErrorsOf(error, visit.language),
      shown: readSent(sent),
    });
  }
}

/** The form as it was sent, right or wrong. */
function readSent(sent: Readonly<Record<string, unknown>>): Shown {
  const ticked = [sent['wanted']].flat();
  return {
    email: typeof sent['email'] === 'string' ? sent['email'] : '',
    language: sent['language'] === 'en' ? 'en' : 'zh',
    digest: sent['digest'] === 'on',
    wants: (event) => ticked.includes(event),
  };
}

const eventsFor = (visit: MemberVisit): string[] =>
  mailGroupsFor(visit.account.roles ?? []).flatMap(({ events }) => events.map(({ event }) => event));

interface Shown {
  readonly email: string;
  readonly language: Language;
  readonly digest: boolean;
  readonly wants: (event: string) => boolean;
}

interface Form {
  readonly shown: Shown;
  readonly formErrors?: FormErrors;
}

function renderForm(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { shown, formErrors }: Form,
): Promise<void> {
  const { roles } = visit.account;
  const { language } = visit;
  const words = WORDS[language];
  const page = {
    words,
    title: words.preferences,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, language, { hrefOf: (field) => `#${field}` }),
    saved: formErrors === undefined && visit.query['saved'] === 'saved' && words.saved,
    action: paths.preferences(),
    back: paths.notifications(),
    mailbox: !portal.production && paths.mailbox(),
    csrfToken: visit.csrfToken,
    email: { value: shown.email, error: errorAt(formErrors, 'email') },
    mailLanguages: [
      { value: 'zh', label: '简体中文', lang: 'zh-CN', chosen: shown.language === 'zh' },
      { value: 'en', label: 'English', lang: 'en', chosen: shown.language === 'en' },
    ],
    digest: mayHaveDigest(roles) && { ticked: shown.digest },
    groups: mailGroupsFor(roles).map((group) => ({
      label: group[language],
      events: group.events.map((row) => ({ event: row.event, label: row[language], ticked: shown.wants(row.event) })),
    })),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'preference/show', page });
}
