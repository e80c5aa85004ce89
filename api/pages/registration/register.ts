import type { Response } from 'express';
import { listParks } from '../../../db/reads/registration.ts';
import type { Party } from '../../../domain/role.ts';
import { interpolate } from '../../../domain/words.ts';
import { Refused } from '../../actions/errors.ts';
import type { FieldError } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { register } from '../../actions/registration.ts';
import { registrationForm } from '../../forms/registration.ts';
import { readRepeated } from '../../forms/repeated-password.ts';
import { clickIdOf } from '../click-id.ts';
import { errorAt, fieldIdOf, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { render } from '../frame/render.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { REGISTRATION_WORDS } from './words.ts';

/** The form by which a company registers; `?as=` chooses what it registers as. @source L12 */
export const showRegistration = (portal: Portal, visit: Visit, response: Response): Promise<void> =>
  renderRegistration(portal, visit, response, { values: { entityType: textOf(visit.query as Values, 'as') } });

/** Registers and signs in, or shows the form with everything that is wrong. The same form sent twice is one registration. @source L12 */
export async function takeRegistration(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const { session } = visit;
  const values = withoutEmpty(visit.values);
  try {
    const form = readRepeated(registrationForm, values, listUnchosen(values));
    const registered = await register(
      portal,
      { address: session.ip, key: pageKey('register', withoutPasswords(values)) },
      form,
    );
    await session.begin(registered);
    response.redirect(303, paths.registered);
  } catch (error) {
    const formErrors = formErrorsOf(error, visit.language);
    if (error instanceof Refused) response.set(error.headers);
    const isThrottled = error instanceof Refused && error.code === 'registration.throttled';
    const retryAfter = isThrottled ? error.headers['retry-after'] : undefined;
    await renderRegistration(portal, visit, response, { values, formErrors, retryAfter });
  }
}

/** An id follows from the rest: nothing that is kept may follow from a password. */
const withoutPasswords = (values: Values): Values => ({ ...values, password: undefined, repeat: undefined });

/** What is not chosen is not sent: a list whose first line is empty has nothing to say. */
const withoutEmpty = ({ parkId, ...values }: Values): Values => (parkId === '' ? values : { ...values, parkId });

/** What is to be chosen and was not, told with what else is wrong. */
const listUnchosen = ({ entityType, parkId }: Values): FieldError[] => [
  ...(entityType === undefined ? [{ pointer: '/entityType', code: 'form.unchosen' } as const] : []),
  ...(entityType === 'enterprise' && parkId === undefined
    ? [{ pointer: '/parkId', code: 'form.unchosen' } as const]
    : []),
];

const ENTITY_TYPES: readonly Party[] = ['institution', 'enterprise'];
const COMPANY_FIELDS = [
  { name: 'company', hint: 'companyHint', autocomplete: 'organization', type: 'text' },
  { name: 'creditCode', hint: 'creditCodeHint', autocomplete: 'off', type: 'text' },
] as const;
const ACCOUNT_FIELDS = [
  { name: 'contact', hint: 'contactHint', autocomplete: 'name', type: 'text' },
  { name: 'username', hint: 'usernameHint', autocomplete: 'username', type: 'text' },
  { name: 'password', hint: 'passwordHint', autocomplete: 'new-password', type: 'password' },
  { name: 'repeat', hint: null, autocomplete: 'new-password', type: 'password' },
] as const;
/** What a field is called in a list of what is wrong. */
const LABELS: Readonly<Record<string, keyof (typeof REGISTRATION_WORDS)['zh']>> = {
  entityType: 'entityType',
  parkId: 'parkId',
  ...Object.fromEntries([...COMPANY_FIELDS, ...ACCOUNT_FIELDS].map(({ name }) => [name, name])),
};

interface SentForm {
  readonly values: Values;
  readonly formErrors?: FormErrors;
  /** Seconds until the next registration from this address is taken. */
  readonly retryAfter?: string | undefined;
}

async function renderRegistration(
  portal: Portal,
  visit: Visit,
  response: Response,
  { values, formErrors, retryAfter }: SentForm,
): Promise<void> {
  const { language } = visit;
  const words = REGISTRATION_WORDS[language];
  const fieldView = (field: (typeof COMPANY_FIELDS)[number] | (typeof ACCOUNT_FIELDS)[number]) => ({
    ...field,
    id: fieldIdOf(field.name),
    label: words[field.name],
    hint: field.hint && words[field.hint],
    value: field.type === 'password' ? '' : textOf(values, field.name),
    error: errorAt(formErrors, field.name),
  });
  const labelOf = (field: string): string | undefined => LABELS[field] && words[LABELS[field]];
  const page = {
    words,
    title: words.title,
    failed: formErrors !== undefined,
    errors: retryAfter === undefined && summarizeErrors(formErrors, language, { labelOf, hrefOf: hrefOfField }),
    throttled:
      retryAfter !== undefined && interpolate(words.throttled, { minutes: Math.ceil(Number(retryAfter) / 60) }),
    action: paths.register(),
    signIn: paths.signIn(),
    click: clickIdOf(formErrors, values),
    typesId: fieldIdOf('entityType'),
    typeError: errorAt(formErrors, 'entityType'),
    types: ENTITY_TYPES.map((type) => ({
      id: typeIdOf(type),
      value: type,
      head: words[type],
      text: words[`${type}Text`],
      chosen: textOf(values, 'entityType') === type,
    })),
    companyFields: COMPANY_FIELDS.map(fieldView),
    park: {
      id: fieldIdOf('parkId'),
      label: words.parkId,
      error: errorAt(formErrors, 'parkId'),
      options: (await listParks(portal.db)).map(({ id, name }) => ({
        value: id,
        label: name,
        chosen: textOf(values, 'parkId') === id,
      })),
    },
    accountFields: ACCOUNT_FIELDS.map(fieldView),
  };
  await render(portal, visit, response, {
    status: formErrors?.status ?? 200,
    template: 'registration/register',
    page,
  });
}

const typeIdOf = (type: Party): string => fieldIdOf(`entityType.${type}`);
const hrefOfField = (field: string): string =>
  `#${field === 'entityType' ? typeIdOf('institution') : fieldIdOf(field)}`;
