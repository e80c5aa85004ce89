import { InvalidInput } from '../../actions/errors.ts';
import type { FieldError } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import type { FileFields } from '../../files/form-files.ts';
import { fieldErrorOf, fieldIdOf, fileErrorOf } from '../form-errors.ts';
import type { ErrorNaming, FormError } from '../form-errors.ts';
import { uploadId } from '../upload/field.ts';
import type { ShownStep, StepCase, StepPage } from './definition.ts';

/** Everything that is wrong at once: fields that cannot be read, what the page checks itself, files that were not kept. */
export async function listErrors<C extends StepCase, F>(
  step: StepPage<C, F>,
  portal: Portal,
  sent: ShownStep<C>,
): Promise<FormError[]> {
  const unread = listUnread(step, sent);
  const checked = (await step.check?.(portal, sent, unread)) ?? [];
  const files = sent.problems.map((problem) => fileErrorOf(problem, sent.found.language));
  const isOfFile = ({ field }: FormError): boolean => files.some((file) => file.field === field);
  const all = [...[...unread, ...checked].filter((line) => !isOfFile(line)), ...files];
  const placeOf = ({ field = '' }: FormError): number => {
    const place = step.fieldOrder?.indexOf(field) ?? 0;
    return place < 0 ? LAST : place;
  };
  return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}

const LAST = Number.MAX_SAFE_INTEGER;

/** The fields of a form that cannot be read, by the page's own names; a file field that holds no file says so in the page's words. */
function listUnread<C extends StepCase, F>(step: StepPage<C, F>, { found, values }: ShownStep<C>): FormError[] {
  try {
    step.read(values, found);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.errors.map((each) => unreadLine(step, each, found));
  }
}

function unreadLine<C extends StepCase, F>(step: StepPage<C, F>, error: FieldError, { language }: C): FormError {
  const line = fieldErrorOf(error, language);
  const field = line.field && (step.nameField?.(line.field) ?? line.field);
  const isMissingFile = MISSING.has(error.code) && field !== undefined && takesFiles(step.files, field);
  return { ...line, field, text: (isMissingFile ? step.words[language].fileMissing : undefined) ?? line.text };
}

/** What the form says of a field that holds nothing. */
const MISSING: ReadonlySet<string> = new Set(['form.required', 'form.too-few']);

/** Whether a field takes files; `*` stands for a row's number. */
const takesFiles = (fields: FileFields | undefined, field: string): boolean =>
  fields !== undefined && Object.hasOwn(fields, field.replaceAll(/(?<=\.)\d+(?=\.|$)/g, '*'));

/** How the lines above the page name its fields, and where they lead. */
export const namingOf = <C extends StepCase, F>(
  { labelled, labelOf, hrefOf, files }: StepPage<C, F>,
  found: C,
): ErrorNaming => ({
  labelled,
  labelOf: (field) => labelOf?.(field, found),
  hrefOf: (field) => hrefOf?.(field) ?? `#${takesFiles(files, field) ? uploadId(field) : fieldIdOf(field)}`,
});
