import { clickIdOf } from '../click-id.ts';
import { REASON_AT_MOST } from '../../forms/fields.ts';
import type { Response } from 'express';
import { issueForStaff } from '../../actions/password-reset.ts';
import type { Portal } from '../../actions/portal.ts';
import { staffResetForm } from '../../forms/password-reset.ts';
import { read } from '../../forms/read.ts';
import { errorAt, fieldIdOf, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { render } from '../frame/render.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { describeIssued } from './issued.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

/** The form by which an administrator issues a link for staff. @source L14 */
export const showStaffReset = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderStaffReset(portal, visit, response, { values: visit.typedBefore(paths.staffPasswordReset) ?? {} });

/** Issues the link and shows it. The same form sent again is the same click, and shows the same link. @source L14 */
export async function takeStaffReset(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, values, language } = visit;
  try {
    const key = pageKey('issue a link for staff', values);
    const result = await issueForStaff(portal, { account, key }, read(staffResetForm, values));
    const issued = describeIssued(result, { action: paths.staffPasswordReset, values, language });
    await renderStaffReset(portal, visit, response, { values, issued });
  } catch (error) {
    const formErrors = formErrorsOf(error, language, {
      'passwordReset.not-staff': 'username',
      'passwordReset.own-account': 'username',
    });
    await renderStaffReset(portal, visit, response, { values, formErrors });
  }
}

const FIELDS = [
  { name: 'username', label: 'staffUsername' },
  { name: 'identityCheck', label: 'identityCheck', hint: 'identityCheckHint', long: REASON_AT_MOST },
] as const;

interface StaffForm {
  readonly values: Values;
  readonly formErrors?: FormErrors;
  readonly issued?: ReturnType<typeof describeIssued>;
}

function renderStaffReset(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { values, formErrors, issued }: StaffForm,
): Promise<void> {
  const { language, csrfToken } = visit;
  const words = PASSWORD_RESET_WORDS[language];
  const labelOf = (field: string): string | undefined => {
    const known = FIELDS.find(({ name }) => name === field);
    return known && words[known.label];
  };
  const page = {
    words,
    title: words.staffLink,
    failed: formErrors !== undefined,
    errors: summarizeErrors(formErrors, language, { labelOf }),
    listHref: paths.passwordResets(),
    issued,
    form: !issued && {
      action: paths.staffPasswordReset,
      csrfToken,
      click: clickIdOf(formErrors, values),
      fields: FIELDS.map((field) => ({
        id: fieldIdOf(field.name),
        name: field.name,
        label: words[field.label],
        type: 'text',
        long: 'long' in field && field.long,
        hint: 'hint' in field && words[field.hint],
        value: textOf(values, field.name),
        error: errorAt(formErrors, field.name),
      })),
    },
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'password-reset/staff', page });
}
