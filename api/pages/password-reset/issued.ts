import { shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import type { ClickResult } from '../../actions/click.ts';
import type { DecidedReset } from '../../actions/password-reset.ts';
import type { Values } from '../form-values.ts';
import { interpolate } from '../../../domain/words.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

/**
 * What an answer shows of a link: the link; or, while there is none yet, the same form again. To send it again is the same click,
 * and is given the same link.
 */
export function describeIssued(
  result: ClickResult<DecidedReset>,
  { action, values, language }: { readonly action: string; readonly values: Values; readonly language: Language },
) {
  const words = PASSWORD_RESET_WORDS[language];
  if (!result.done) {
    const fields = Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [{ name, value }] : [],
    );
    return { again: { action, fields } };
  }
  const { link, record } = result.record;
  const { linkEndsAt } = record.reset;
  return { link, until: linkEndsAt !== null && interpolate(words.linkUntil, { at: shanghaiTime(linkEndsAt) }) };
}
