import type { Party } from '../../domain/role.ts';
import { CONFIRM_ADDRESS_PATH } from '../../domain/mail.ts';
import { NEW_PASSWORD_PATH } from '../session/reset-token.ts';

/** Every page's address, so that a link cannot lead nowhere. Filters are query parameters. */
export const paths = {
  home: '/',
  signIn: (next?: string, told: Query = {}) => withQuery('/sign-in', { next, ...told }),
  signOut: '/sign-out',
  register: (as?: Party) => withQuery('/register', { as }),
  registered: '/register/done',
  passwordForgotten: '/password/forgotten',
  passwordRequested: '/password/forgotten/received',
  newPassword: (token?: string) => withQuery(NEW_PASSWORD_PATH, { token }),
  passwordResets: (filter: Query = {}) => withQuery('/password-resets', filter),
  passwordReset: (id: string) => `/password-resets/${id}`,
  staffPasswordReset: '/password-resets/new',
  orders: (filter: Query = {}) => withQuery('/orders', filter),
  ordersExport: (form: 'xlsx' | 'csv', filter: Query = {}) => withQuery(`/orders/export.${form}`, filter),
  order: (id: string, told: Query = {}) => withQuery(`/orders/${id}`, told),
  orderSheet: (id: string) => `/orders/${id}/sheet.pdf`,
  orderStep: (id: string, step: string) => `/orders/${id}/steps/${step}`,
  orderRedemption: (id: string) => `/orders/${id}/redemption`,
  orderSupplement: (id: string) => `/orders/${id}/supplement`,
  orderChange: (id: string) => `/orders/${id}/change`,
  tasks: (filter: Query = {}) => withQuery('/tasks', filter),
  task: (id: string, told: Query = {}) => withQuery(`/tasks/${id}`, told),
  taskClaim: (id: string, filter: Query = {}) => withQuery(`/tasks/${id}/claim`, filter),
  taskPaperFaults: (id: string, attachmentId: string, filter: Query = {}) =>
    withQuery(`/tasks/${id}/papers/${attachmentId}/faults`, filter),
  taskDecision: (id: string, step: string, inbox: Query = {}) => withQuery(`/tasks/${id}/decisions/${step}`, inbox),
  attachmentView: (id: string) => `/attachments/${id}`,
  /** A viewer that has the file open goes to no other page for a fragment alone: the address differs from the one before it, too. */
  attachmentPage: (id: string, page: number) => `/attachments/${id}?page=${page}#page=${page}&navpanes=0&view=FitH`,
  pagePicture: (id: string, page: number) => `/attachments/${id}/pages/${page}`,
  decided: (filter: Query = {}) => withQuery('/tasks/decided', filter),
  decidedExport: (form: 'xlsx' | 'csv', filter: Query = {}) => withQuery(`/tasks/decided/export.${form}`, filter),
  orderPrice: (id: string) => `/orders/${id}/price`,
  orderPayment: (id: string) => `/orders/${id}/payment`,
  products: (filter: Query = {}) => withQuery('/products', filter),
  product: (id: string, told: Query = {}) => withQuery(`/products/${id}`, told),
  vouchers: (filter: Query = {}) => withQuery('/vouchers', filter),
  voucher: (id: string, filter: Query = {}) => withQuery(`/vouchers/${id}`, filter),
  attachment: (id: string) => `/api/attachments/${id}`,
  notifications: (filter: Query = {}) => withQuery('/notifications', filter),
  notification: (id: string) => `/notifications/${id}`,
  notificationsRead: '/notifications/read',
  operation: '/operation',
  preferences: (saved?: 'saved' | 'asked') => withQuery('/preferences', { saved }),
  addressConfirmation: '/preferences/confirmation',
  confirmAddress: CONFIRM_ADDRESS_PATH,
  security: (told?: 'changed' | 'ended') => withQuery('/security', { told }),
  securityPassword: '/security/password',
  securitySessions: '/security/sessions',
  payoutBatches: (filter: Query = {}) => withQuery('/payout-batches', filter),
  payoutBatch: (id: string, told: Query = {}) => withQuery(`/payout-batches/${id}`, told),
  payoutBatchExport: (id: string, form: 'xlsx' | 'csv') => `/payout-batches/${id}/export.${form}`,
  payoutBatchPaid: (id: string) => `/payout-batches/${id}/payment`,
  payoutBatchLine: (id: string, lineId: string, result: string) => `/payout-batches/${id}/lines/${lineId}/${result}`,
  mailbox: (filter: Query = {}) => withQuery('/mailbox', filter),
  keptMail: (id: string) => `/mailbox/${id}`,
  mails: (filter: Query = {}) => withQuery('/mails', filter),
  mailResend: (id: string) => `/mails/${id}/resend`,
} as const;

export type Query = Readonly<Record<string, string | undefined | null>>;

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** A path with its query, such that it cannot name another host: `//there` and `/\there` are paths here. */
export const ownAddress = (path: string): string => `/${path.replace(/^[/\\]+/, '')}`;
