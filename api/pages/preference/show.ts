import type { Response } from 'express';
import { getMailSettings } from '../../../db/reads/mail.ts';
import { savePreferences } from '../../../db/writes/portal/mail.ts';
import type { Language } from '../../../domain/language.ts';
import { mayHaveDigest } from '../../../domain/mail.ts';
import { DECIDERS } from '../../../domain/role.ts';
import { mailGroupsFor } from '../../../domain/mail-event.ts';
import { InvalidInput, Refused } from '../../actions/errors.ts';
import { askAgain, changeAddress } from '../../actions/mail-address.ts';
import { preferenceForm } from '../../forms/preference.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { interpolate } from '../../../domain/words.ts';
import { withChoice } from '../frame/appearance.ts';
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
  const { email, unconfirmed, hasExpired, language, digest, unwanted } = await getMailSettings(portal.db, id);
  const wants = (event: string): boolean => !unwanted.includes(event);
  return renderForm(portal, visit, response, {
    shown: { email: unconfirmed ?? email ?? '', language, digest, wants },
    waiting: unconfirmed === null ? undefined : { address: unconfirmed, now: email, hasExpired },
  });
}

/** Keeps the settings; an address that is none comes back with what was ticked. */
export async function takePreferences(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { id, roles } = visit.account;
  const sent = visit.values;
  try {
    const { email, language, digest, wanted } = read(preferenceForm, sent);
    const unwanted = eventsFor(visit).filter((event) => !wanted.includes(event));
    const keepAddress = await changeAddress(portal, id, email);
    await portal.db.transaction(async (tx) => {
      await keepAddress(tx);
      await savePreferences(tx, id, { language, digest: digest === 'on' && mayHaveDigest(roles), unwanted });
    });
    response.redirect(303, paths.preferences('saved'));
  } catch (error) {
    if (!(error instanceof InvalidInput) && !(error instanceof Refused)) throw error;
    if (error instanceof Refused) response.set(error.headers);
    return renderForm(portal, visit, response, {
      formErrors: formErrorsOf(error, visit.language, { 'mailAddress.throttled': 'email' }),
      shown: readSent(sent),
    });
  }
}

/** Sends the confirmation mail once more. */
export async function takeAskAgain(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  await askAgain(portal.db, visit.account.id);
  response.redirect(303, paths.preferences('asked'));
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

/** An address that is not confirmed, and where mail goes until it is. */
interface Waiting {
  readonly address: string;
  readonly now: string | null;
  /** The link in its mail is no good any more. */
  readonly hasExpired: boolean;
}

interface Form {
  readonly shown: Shown;
  readonly waiting?: Waiting | undefined;
  readonly formErrors?: FormErrors;
}

function renderForm(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { shown, waiting, formErrors }: Form,
): Promise<void> {
  const { roles } = visit.account;
  const { language } = visit;
  const words = WORDS[language];
  const page = {
    words,
    title: words.preferences,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, language, { hrefOf: (field) => `#${field}` }),
    saved:
      formErrors === undefined &&
      (visit.query['saved'] === 'saved' ? words.saved : visit.query['saved'] === 'asked' && words.asked),
    waiting: waiting && {
      text: interpolate(waitingText(waiting, words), { address: waiting.address, now: waiting.now ?? '' }),
      action: paths.addressConfirmation,
    },
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
    files: isDecider(visit) && filesChoices(visit),
    groups: mailGroupsFor(roles).map((group) => ({
      label: group[language],
      events: group.events.map((row) => ({ event: row.event, label: row[language], ticked: shown.wants(row.event) })),
    })),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'preference/show', page });
}

function waitingText({ now, hasExpired }: Waiting, words: (typeof WORDS)[Language]): string {
  if (hasExpired) return now === null ? words.expired : words.expiredMeanwhile;
  return now === null ? words.waiting : words.waitingMeanwhile;
}

const isDecider = ({ account }: MemberVisit): boolean => account.roles.some((role) => DECIDERS.includes(role));

/** Whether desks show their file at once: kept as a choice of the browser, as the colours are. */
function filesChoices({ language, appearance, shownAt: address }: MemberVisit) {
  const words = WORDS[language];
  return (['shown', 'closed'] as const).map((files) => ({
    label: files === 'shown' ? words.filesShown : words.filesClosed,
    href: withChoice(address, { files }),
    chosen: appearance.files === files,
  }));
}
