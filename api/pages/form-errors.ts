import type { Language, Texts } from '../../domain/language.ts';
import { InvalidInput, Refused, refusedText, Unavailable } from '../actions/errors.ts';
import type { FieldError } from '../actions/errors.ts';
import { describeFieldProblem } from '../actions/field-problems.ts';
import { problemRow } from '../actions/problems.ts';
import type { Code } from '../actions/problems.ts';
import type { FileProblem } from '../files/form-files.ts';

/** One thing that is wrong with a form that was sent. */
export interface FormError {
  /** Who says so: a rule or the portal, the form that reads a field, or the check of a file that was uploaded. */
  readonly from: 'rule' | 'field' | 'file';
  /** The page's name of the field, when it is about one. */
  readonly field: string | undefined;
  readonly text: string;
}

/** Everything that is wrong with a form that was sent, shown on the same page. */
export interface FormErrors {
  readonly status: number;
  readonly lines: readonly FormError[];
  /** The code of the refusal; undefined when fields or files are wrong. */
  readonly code?: Code;
}

const UNAVAILABLE: Texts = {
  zh: '系统暂时无法办理，您填写的内容还在。这次提交没有办理，也不会自行办理；请稍后再提交一次，重复提交不会重复办理。',
  en: 'This cannot be done just now: nothing was done, and nothing will happen by itself. What you typed is still here: send it again shortly; a repeat does nothing twice.',
};

/** The status of codes that mean “there is no such thing”. */
const NOT_THERE = 404;
/** The status of a form whose fields or files are wrong. */
export const INVALID = 422;

/**
 * An error of a form as its page shows it.
 *
 * @param fields the field that a refusal is about
 * @throws the error itself when it is not the form's: something that does not exist, or a fault
 */
export function formErrorsOf(
  error: unknown,
  language: Language,
  fields: Partial<Record<Code, string>> = {},
): FormErrors {
  if (error instanceof InvalidInput) return invalidForm(error.errors.map((each) => fieldErrorOf(each, language)));
  if (error instanceof Unavailable)
    return {
      status: 503,
      code: error.code,
      lines: [{ from: 'rule', field: undefined, text: UNAVAILABLE[language] }],
    };
  if (!(error instanceof Refused)) throw error;
  const { status } = problemRow(error.code);
  if (status === NOT_THERE) throw error;
  const field = error.about?.field ?? fields[error.code];
  return { status, code: error.code, lines: [{ from: 'rule', field, text: refusedText(error, language) }] };
}

/** The answer to a form whose fields or files are wrong: nothing was done. */
export const invalidForm = (lines: readonly FormError[]): FormErrors => ({ status: INVALID, lines });

/** What the form says of a field. */
export const fieldErrorOf = ({ pointer, code, most }: FieldError, language: Language): FormError => ({
  from: 'field',
  field: pointer.slice(1).replaceAll('/', '.'),
  text: describeFieldProblem(code, language, most),
});

/** What a rule, or the portal, says. */
export const ruleErrorOf = (code: Code, language: Language, field?: string): FormError => ({
  from: 'rule',
  field,
  text: problemRow(code)[language],
});

/** What is wrong with a file that was not kept, under the file's name. */
export const fileErrorOf = ({ field, name, ...refused }: FileProblem, language: Language): FormError => ({
  from: 'file',
  field,
  text: addLabel(name, refusedText(refused, language), language),
});

/** How a page's error summary names its fields and where its lines lead. */
export interface ErrorNaming {
  /** What the page calls a field; undefined for one that has no label. */
  readonly labelOf?: ((field: string) => string | undefined) | undefined;
  /** The errors whose line begins with the label of their field; by default those of fields alone: a rule's sentence names its subject, a file's the file. */
  readonly labelled?: readonly FormError['from'][] | undefined;
  /** Where the line about a field leads; by default to the field. */
  readonly hrefOf?: ((field: string) => string | undefined) | undefined;
}

/** The lines of an error summary, each leading to its field; undefined when nothing is wrong. */
export const summarizeErrors = (
  formErrors: FormErrors | undefined,
  language: Language,
  { labelOf, labelled = ['field'], hrefOf = (field) => `#${fieldIdOf(field)}` }: ErrorNaming = {},
) =>
  formErrors?.lines.map(({ from, field, text }) => {
    const label = field !== undefined && labelled.includes(from) ? labelOf?.(field) : undefined;
    return {
      text: label ? addLabel(label, text, language) : text,
      href: field === undefined ? undefined : hrefOf(field),
    };
  });

/** A text with the label it belongs to in front. */
export const addLabel = (label: string, text: string, language: Language): string =>
  `${label}${language === 'zh' ? '：' : ': '}${text}`;

/** What is wrong with one field. */
export const errorAt = (formErrors: FormErrors | undefined, field: string): string | undefined =>
  formErrors?.lines.find((line) => line.field === field)?.text;

/** The id that joins a field, its label and its error. */
export const fieldIdOf = (field: string): string => `field-${field.replaceAll('.', '-')}`;

/** The same for a page with the forms of several steps. */
export const stepFieldIdOf = (step: string, name: string): string => `${step}-${name}`;
