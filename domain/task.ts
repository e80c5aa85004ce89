import type { Role } from './role.ts';
import { STAFF } from './role.ts';

/**
 * The waits for a person's decision: the words of the inbox, the working days each has unless a rule set says otherwise, and
 * whether it is the applicants' own: those only have a reminder, and nobody claims them.
 *
 * @source D3, D5, D13, D16, D20
 */
export const TASK_KINDS = {
  paymentReview: { zh: '支付审核', en: 'Payment review', workingDays: 3, applicants: false },
  redemptionReview: { zh: '兑付审核', en: 'Redemption review', workingDays: 10, applicants: false },
  supplement: { zh: '补正', en: 'Supplement', workingDays: 5, applicants: true },
  payout: { zh: '拨付', en: 'Payout', workingDays: 10, applicants: false },
  contractChange: { zh: '合同变更审核', en: 'Contract change review', workingDays: 3, applicants: false },
  closure: { zh: '关闭确认', en: 'Closing', workingDays: 3, applicants: false },
  passwordReset: { zh: '密码重置', en: 'Password reset', workingDays: 1, applicants: false },
} as const;

export type TaskKind = keyof typeof TASK_KINDS;

export const TASK_KIND_NAMES = Object.keys(TASK_KINDS) as readonly TaskKind[];

export const TASK_STATES = ['open', 'claimed', 'done', 'withdrawn'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Whether a task still waits for its decision, claimed by somebody or not. @source D6 */
export const isOpenTask = ({ state }: { readonly state: TaskState }): boolean =>
  state === 'open' || state === 'claimed';

/** Who a task is for: `center`, `finance`, `admin`, `park:<id>` or `institution:<id>`. A task without one cannot exist. */
export type Group = 'center' | 'finance' | 'admin' | `park:${string}` | `institution:${string}`;

/** Whoever has tasks: staff, and for 补正 the institution's members. @source D5, D6 */
export const TASKED: readonly Role[] = [...STAFF, 'institution'];

interface Belonging {
  readonly roles: readonly Role[];
  readonly organizationId: string | null;
  readonly parkId: string | null;
}

/** The groups whose tasks this person sees. Admin, too, sees only what is addressed to admin. @source D6 */
export function groupsOf({ roles, organizationId, parkId }: Belonging): Group[] {
  const groups: Group[] = [];
  if (roles.includes('center')) groups.push('center');
  if (roles.includes('finance')) groups.push('finance');
  if (roles.includes('admin')) groups.push('admin');
  if (roles.includes('park') && parkId !== null) groups.push(`park:${parkId}`);
  if (roles.includes('institution') && organizationId !== null) groups.push(`institution:${organizationId}`);
  return groups;
}
