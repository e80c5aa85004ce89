import type { Language } from '../../../domain/language.ts';
import type { SubjectType } from '../../../domain/process/subject.ts';
import type { Decided } from '../../actions/decision.ts';
import { decidedOrder } from '../order/decided.ts';
import { decidedPasswordReset } from '../password-reset/decided.ts';
import type { DecidedView } from './decided-view.ts';

const VIEWS: { readonly [Type in SubjectType]: (row: Decided<Type>, language: Language) => DecidedView } = {
  order: decidedOrder,
  passwordReset: decidedPasswordReset,
};

/** A decision as the page draws it, and its file has it. @source D6 */
export const decidedView = <Type extends SubjectType>(row: Decided<Type>, language: Language): DecidedView =>
  VIEWS[row.type](row, language);
