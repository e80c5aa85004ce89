import { ACCOUNTS, CATALOG, ORGANIZATIONS, PARKS, PRODUCTS } from '../../../scripts/seed/scheme.ts';
import { APPROVAL_COMMENT, PAPERS, RESET_TEXTS } from './things.ts';
import type { Things } from './things.ts';

/** One look at a page: who looks (nobody: a visitor), and at which address. */
export interface Example {
  readonly by: string | null;
  readonly at: (things: Things) => string;
  /** What is seen, where one person's looks at a page are pages of their own. */
  readonly of?: string;
}

const look = (by: string | null, at: string | Example['at'], of?: string): Example => ({
  by,
  at: typeof at === 'string' ? () => at : at,
  ...(of !== undefined && { of }),
});

/** At least one example of every page in the table, by the address Express matches; several where people see different things. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  '/': [look('enterprise', '/'), look(null, '/', 'visitor')],
  '/sign-in': [look(null, '/sign-in'), look(null, '/sign-in?signed=out', 'signed-out')],
  '/register': [look(null, '/register'), look(null, '/register?as=enterprise', 'enterprise')],
  '/register/done': [look('institution', '/register/done'), look('enterprise', '/register/done')],
  '/password/forgotten': [look(null, '/password/forgotten')],
  '/password/forgotten/received': [look(null, '/password/forgotten/received')],
  '/password/new': [look(null, ({ resetLink }) => resetLink, 'good'), look(null, '/password/new?token=wrong')],
  '/password-resets': [look('admin', '/password-resets')],
  '/password-resets/new': [look('admin', '/password-resets/new')],
  '/password-resets/:id': [
    look('center', ({ reset }) => `/password-resets/${reset}`),
    look('admin', ({ decidedReset }) => `/password-resets/${decidedReset}`),
  ],
  '/orders': [
    look('enterprise', '/orders'),
    look('institution', '/orders?state=unpaid'),
    look('enterprise', `/orders?q=${encodeURIComponent('没有这样的')}`),
    look('admin', '/orders'),
  ],
  '/orders/:id': [
    look('institution', ({ unpaid }) => `/orders/${unpaid}`),
    look('enterprise', ({ priced }) => `/orders/${priced}`),
    look('park', ({ paymentReview }) => `/orders/${paymentReview}`),
    look('enterprise', ({ paid }) => `/orders/${paid}`),
    look('center', ({ redemptionReview }) => `/orders/${redemptionReview}`),
    look('finance', ({ preRedeemed }) => `/orders/${preRedeemed}`),
    look('institution', ({ returned }) => `/orders/${returned}`),
    look('admin', ({ changing }) => `/orders/${changing}`),
    look('enterprise', ({ agreeing }) => `/orders/${agreeing}`),
  ],
  '/vouchers': [
    look('enterprise', '/vouchers'),
    look('institution', '/vouchers'),
    look('park', '/vouchers'),
    look('center', '/vouchers'),
  ],
  '/vouchers/:id': [look('enterprise', ({ voucher }) => `/vouchers/${voucher}`)],
  '/tasks': [
    look('park', '/tasks'),
    look('center', '/tasks?state=mine'),
    look('finance', '/tasks'),
    look('institution', '/tasks'),
  ],
  '/orders/:id/price': [look('institution', ({ unpaid }) => `/orders/${unpaid}/price`)],
  '/orders/:id/payment': [
    look('enterprise', ({ priced }) => `/orders/${priced}/payment`),
    look('enterprise', ({ paid }) => `/orders/${paid}/payment`),
  ],
  '/orders/:id/redemption': [
    look('institution', ({ paid }) => `/orders/${paid}/redemption`),
    look('institution', ({ redemptionReview }) => `/orders/${redemptionReview}/redemption`),
  ],
  '/orders/:id/supplement': [look('institution', ({ returned }) => `/orders/${returned}/supplement`)],
  '/orders/:id/change': [look('institution', ({ paid }) => `/orders/${paid}/change`)],
  '/products': [look(null, '/products'), look('enterprise', '/products?fits=1')],
  '/products/:id': [
    look('enterprise', ({ product }) => `/products/${product}`),
    look(null, ({ product }) => `/products/${product}`),
  ],
  '/notifications': [look('enterprise', '/notifications'), look('admin', '/notifications')],
  '/notifications/:id': [look('enterprise', ({ notification }) => `/notifications/${notification}`)],
  '/security': [look('finance', '/security')],
  '/mail-address/confirm': [look(null, '/mail-address/confirm?token=wrong')],
  '/preferences': [look('center', '/preferences'), look('enterprise', '/preferences?saved=saved')],
  '/mailbox': [look('park', '/mailbox'), look('admin', '/mailbox')],
  '/mailbox/:id': [look('admin', ({ keptMail }) => `/mailbox/${keptMail}`)],
  '/mails': [look('admin', '/mails')],
  '/operation': [look('admin', '/operation')],
  '/tasks/decided': [look('park', '/tasks/decided'), look('finance', '/tasks/decided')],
  '/payout-batches': [look('finance', '/payout-batches'), look('finance', '/payout-batches?waiting=1')],
  '/payout-batches/:id': [look('finance', ({ batch }) => `/payout-batches/${batch}`)],
  '/tasks/:id': [
    look('park', ({ tasks }) => `/tasks/${tasks.park}`),
    look('park', ({ tasks }) => `/tasks/${tasks.change}`, 'change'),
    look('center', ({ tasks }) => `/tasks/${tasks.center}`),
    look('center', ({ tasks }) => `/tasks/${tasks.reset}`, 'reset'),
    look('finance', ({ tasks }) => `/tasks/${tasks.finance}`),
    look('finance', ({ tasks }) => `/tasks/${tasks.partlyPaid}`, 'partly-paid'),
  ],
};

/** Parts of pages that are asked for alone; they are looked at within their pages. */
export const PARTS: readonly string[] = ['/notifications/bell'];

/** What people of the sample data are called and have written: Chinese on an English page too. Longest first. */
export const NAMES: readonly string[] = [
  ...Object.values(PARKS),
  ...Object.values(ORGANIZATIONS).map(({ name }) => name),
  ...Object.values(ACCOUNTS).map(({ name }) => name),
  ...Object.entries(CATALOG).flat(),
  ...PRODUCTS.map(({ name }) => name),
  ...Object.values(PAPERS),
  ...Object.values(RESET_TEXTS),
  APPROVAL_COMMENT,
  '请补充启动会记录。',
  '双方协商取消。',
  '已交付。',
  '没有这样的',
  '创新协同中心', // as the contract's text is read
].toSorted((one, other) => other.length - one.length);
