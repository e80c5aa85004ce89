import type { Texts } from '../language.ts';

interface SubjectTypeRow extends Texts {
  /** The segment of its addresses: `/orders/…`, `/api/orders/…`. */
  readonly plural: string;
}

/** The processes of the product, by the type of what they are about: what one is called, and where it is found. @source D7, D16 */
export const SUBJECT_TYPES = {
  order: { zh: '订单', en: 'Order', plural: 'orders' },
  passwordReset: { zh: '密码重置', en: 'Password reset', plural: 'password-resets' },
} as const satisfies Record<string, SubjectTypeRow>;

export type SubjectType = keyof typeof SUBJECT_TYPES;

/** What a case, a task, a notice, a file or a command is about. */
export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
}

/** Where a subject is found on the portal. */
export const subjectPath = ({ type, id }: Subject): string => `/${SUBJECT_TYPES[type].plural}/${id}`;

/** The subject that a channel's payload names, `<type>/<id>`; undefined for any other text. */
export function parseSubjectKey(key: string): Subject | undefined {
  const [type, id, ...rest] = key.split('/');
  return isSubjectType(type) && id && rest.length === 0 ? { type, id } : undefined;
}

const isSubjectType = (type: string | undefined): type is SubjectType =>
  type !== undefined && Object.hasOwn(SUBJECT_TYPES, type);
