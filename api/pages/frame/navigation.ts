import type { Badges } from '../../../db/reads/frame.ts';
import type { Language } from '../../../domain/language.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { PASSWORD_RESET_STEPS } from '../../../domain/password-reset/steps.ts';
import type { Role } from '../../../domain/role.ts';
import { DECIDERS, PARTIES, STAFF } from '../../../domain/role.ts';
import type { Icon } from '../../../templates/icons.ts';
import { paths } from '../paths.ts';
import { FRAME_WORDS } from './words.ts';

interface Entry {
  readonly word: keyof (typeof FRAME_WORDS)['zh'];
  readonly icon: Icon;
  readonly href: string;
  readonly to: readonly Role[];
  readonly badge?: keyof Badges;
  /** Another page that belongs to it. */
  readonly holds?: string;
}

const EVERYONE = [...PARTIES, ...STAFF] as const;

/** The member's menu, from top to bottom. @source L92 */
const ENTRIES: readonly Entry[] = [
  {
    word: 'tasks',
    icon: 'inbox',
    href: paths.tasks(),
    to: [...DECIDERS, 'institution'],
    badge: 'tasks',
  },
  { word: 'orders', icon: 'list', href: paths.orders(), to: EVERYONE },
  { word: 'payoutBatches', icon: 'bank', href: paths.payoutBatches(), to: ORDER_STEPS.recordPayout.by },
  { word: 'myVouchers', icon: 'voucher', href: paths.vouchers(), to: ['enterprise'] },
  { word: 'lookUpVouchers', icon: 'voucher', href: paths.vouchers(), to: ['institution'] },
  { word: 'vouchers', icon: 'voucher', href: paths.vouchers(), to: STAFF },
  { word: 'products', icon: 'box', href: paths.products(), to: EVERYONE },
  { word: 'notifications', icon: 'mail', href: paths.notifications(), to: EVERYONE, badge: 'unread' },
  { word: 'passwordResets', icon: 'lock', href: paths.passwordResets(), to: PASSWORD_RESET_STEPS.issueForStaff.by },
  { word: 'running', icon: 'server', href: paths.operation, to: ['admin'], holds: paths.mails() },
];

/** The menu of one person on one page: where they may go, where they are, what waits there. */
export const menuOf = (
  { roles, badges, path }: { roles: readonly Role[]; badges: Badges; path: string },
  language: Language,
) =>
  ENTRIES.filter(({ to }) => roles.some((role) => to.includes(role))).map(({ word, icon, href, badge, holds }) => ({
    label: FRAME_WORDS[language][word],
    icon,
    href,
    current: path === href || path.startsWith(`${href}/`) || path === holds,
    badge,
    count: badge && badges[badge] > 0 && capCount(badges[badge]),
  }));

/** The counts of that menu alone, for a page that is told that something has come. */
export const badgesOf = (person: { roles: readonly Role[]; badges: Badges }, language: Language) =>
  menuOf({ ...person, path: '' }, language).filter(({ badge }) => badge !== undefined);

const PUBLIC_ENTRIES: readonly Pick<Entry, 'word' | 'href'>[] = [{ word: 'products', href: paths.products() }];

/** A visitor's menu on one page. @source L10 */
export const publicMenuOf = (path: string, language: Language) =>
  PUBLIC_ENTRIES.map(({ word, href }) => ({
    label: FRAME_WORDS[language][word],
    href,
    current: path.startsWith(href),
  }));

/** 100 and more are not told apart. */
export const capCount = (count: number): string => (count >= 100 ? '99+' : String(count));
