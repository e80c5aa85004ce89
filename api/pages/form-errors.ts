import type { Language, Texts } from '../../domain/language.ts';
import { InvalidInput, Refused, Unavailable } from '../actions/errors.ts';
import { FIELD_PROBLEMS, problemRow } from '../actions/problems.ts';
import type { Code } from '../actions/problems.ts';

/** What is wrong with a form that was sent, told on the same page. */
export interface Trouble {
  readonly status: number;
  readonly errors: readonly TroubleLine[];
  /** The rule or the portal said so; undefined when the fields themselves are wrong. */
  readonly code?: Code;
}

interface TroubleLine {
  /** The name of the field, when it is one field's. */
  readonly field: string | undefined;
  readonly text: string;
}

const UNAVAILABLE: Texts = {
  zh: '系统暂时无法办理，您填写的内容还在；请稍后再提交一次，重复提交不会重复办理。',
  en: 'This cannot be done just now. What you typed is still here: send it again shortly; a repeat does nothing twice.',
};

/** What a person asks for with codes that mean “there is no such thing”. */
const NOT_THERE = 404;

/**
 * An error of a form as its page tells it.
 *
 * @param fieldOf the field a refusal is about
 * @throws the error itself when it is not the form's: something that does not exist, or a fault
 */
export function troubleOf(error: unknown, language: Language, fieldOf: Partial<Record<Code, string>> = {}): Trouble {
  if (error instanceof InvalidInput)
    return {
      status: 422,
      errors: error.errors.map(({ pointer, code }) => ({
        field: pointer.slice(1).replaceAll('/', '.'),
        text: FIELD_PROBLEMS[code][language],
      })),
    };
  if (error instanceof Unavailable)
    return { status: 503, code: error.code, errors: [{ field: undefined, text: UNAVAILABLE[language] }] };
  if (!(error instanceof Refused)) throw error;
  const { status, ...texts } = problemRow(error.code);
  if (status === NOT_THERE) throw error;
  return { status, code: error.code, errors: [{ field: fieldOf[error.code], text: texts[language] }] };
}

/** The lines of an error summary, each leading to its field. */
export const summaryOf = (
  trouble: Trouble | undefined,
  language: Language,
  labels: Readonly<Record<string, string>> = {},
) =>
  trouble?.errors.map(({ field, text }) => ({
    text: trouble.code === undefined && field && labels[field] ? labelled(labels[field], text, language) : text,
    href: field === undefined ? undefined : `#${fieldIdOf(field)}`,
  }));

/** A line under the name of its field. */
export const labelled = (label: string, text: string, language: Language): string =>
  `${label}${language === 'zh' ? '：' : ': '}${text}`;

/** What is wrong with one field. */
export const errorAt = (trouble: Trouble | undefined, field: string): string | undefined =>
  trouble?.errors.find((line) => line.field === field)?.text;

/** The id that joins a field, its label and its error. */
export const fieldIdOf = (field: string): string => `field-${field.replaceAll('.', '-')}`;
