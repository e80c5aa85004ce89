import { grouped } from './fen.ts';
import type { Language } from './language.ts';
import { isRole, listRoles } from './role.ts';
import { ORDER_NOTICES } from './order/notices.ts';
import { reasonIn } from './order/ready-reasons.ts';
import { PASSWORD_RESET_NOTICES } from './password-reset/notices.ts';
import { resetReasonIn } from './password-reset/steps.ts';
import { TASK_NOTICES } from './process/notices.ts';
import type { NoticeRow } from './process/notices.ts';
import { SUBJECT_TYPES } from './process/subject.ts';
import type { SubjectType } from './process/subject.ts';
import { interpolate } from './words.ts';

/** The events that people are told of. @source L132, L138, L140, D20 */
export const NOTICES = { ...ORDER_NOTICES, ...PASSWORD_RESET_NOTICES, ...TASK_NOTICES } satisfies Record<
  string,
  NoticeRow
>;

export type NoticeEvent = keyof typeof NOTICES;

/** The notice's row; undefined for an event of another release. */
export const noticeRow = (event: string): NoticeRow | undefined =>
  Object.hasOwn(NOTICES, event) ? NOTICES[event as NoticeEvent] : undefined;

/** What a stored notice says in a language; its event alone when it is of another release. */
export const noticeTextOf = (
  event: string,
  type: SubjectType,
  facts: Readonly<Record<string, string>>,
  language: Language,
): string =>
  noticeText(noticeRow(event)?.[language] ?? event, {
    label: SUBJECT_TYPES[type][language],
    ...UNSAID[language],
    ...Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, inLanguage({ name, fact, type }, language)]),
    ),
  });

/** A fact as it is read: roles are stored by their names in the code, and ready reasons in Chinese. @source L149 */
function inLanguage({ name, fact, type }: { name: string; fact: string; type: SubjectType }, language: Language) {
  if (name.endsWith('Roles')) return THE[language] + listRoles(fact.split(' ').filter(isRole), language);
  return name === 'reason' ? REASONS_IN[type](fact, language) : fact;
}

const REASONS_IN = { order: reasonIn, passwordReset: resetReasonIn } as const satisfies Record<
  SubjectType,
  (reason: string, language: Language) => string
>;

const THE = { zh: '', en: 'the ' } as const;

/** What notices of a former release do not say. */
const UNSAID = {
  zh: { agreedRoles: '有一方', missingRoles: '其他方', droppedRoles: '有一方' },
  en: { agreedRoles: 'one side', missingRoles: 'the others', droppedRoles: 'one side' },
} as const;

/** The text of a notice with its facts filled in, amounts in groups of three. */
export const noticeText = (template: string, facts: Readonly<Record<string, string>>): string =>
  interpolate(
    template,
    Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, name.endsWith('Amount') ? grouped(fact) : fact]),
    ),
  );
