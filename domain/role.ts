import type { Day, Instant } from './day.ts';
import type { Language } from './language.ts';

/** What an account may be, with the guide's word. @source L12, D6 */
export const ROLES = {
  institution: { zh: '服务机构', en: 'service institution' },
  enterprise: { zh: '获券企业', en: 'enterprise' },
  park: { zh: '园区运营中心', en: 'park operation center' },
  center: { zh: '创新协同中心', en: 'innovation collaboration center' },
  finance: { zh: '财务', en: 'finance' },
  admin: { zh: '管理员', en: 'administrator' },
} as const;

export type Role = keyof typeof ROLES;

/** What whoever must act is called; somebody without an account is the applicant. @source L12, L14 */
export const roleName = (role: Role | 'visitor', language: Language): string =>
  role === 'visitor' ? { zh: '申请人', en: 'applicant' }[language] : ROLES[role][language];

/** Several roles one after the other, as a sentence names them. @source L12 */
export function listRoles(roles: readonly Role[], language: Language): string {
  const names = roles.map((role) => ROLES[role][language]);
  if (language === 'zh') return names.join('、');
  return ENGLISH.format(names.map((name, index) => (index === 0 ? name : `the ${name}`)));
}

const ENGLISH = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Whether a stored text is the name of a role. */
export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

/** The two companies of an order, and what a company registers as. @source L12 */
export const PARTIES: readonly Role[] = ['institution', 'enterprise'] satisfies readonly Party[];
export type Party = Extract<Role, 'institution' | 'enterprise'>;

/** Those who decide for the scheme. @source D6 */
export const DECIDERS: readonly Role[] = ['park', 'center', 'finance'];

/** All who belong to no company. */
export const STAFF: readonly Role[] = [...DECIDERS, 'admin'];

/** A signed-in person, as the rules know them. */
export interface Actor {
  readonly id: string;
  /** One for a company's account; several are possible for staff. */
  readonly roles: readonly Role[];
  /** The institution or enterprise the account belongs to; null for staff. */
  readonly organizationId: string | null;
  /** The park a `park` account is bound to. */
  readonly parkId: string | null;
  /** Credit codes of companies this staff member may not decide on. @source D6 */
  readonly declaredCreditCodes: readonly string[];
}

/** Somebody without an account, who holds a form or a link. No account has this id. @source L14 */
export const VISITOR: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  roles: [],
  organizationId: null,
  parkId: null,
  declaredCreditCodes: [],
};

/** Whether the actor is somebody without an account. @source L14 */
export const isVisitor = ({ id }: Pick<Actor, 'id'>): boolean => id === VISITOR.id;

/** When a rule is asked: the day in Shanghai. Rules read no clock. */
export interface Moment {
  readonly today: Day;
  /** The instant a recording counts as; where a rule is asked before, the day is enough. */
  readonly now?: Instant;
  /** The day on which the person gave the command, where that was before it is recorded. */
  readonly askedOn?: Day;
}
