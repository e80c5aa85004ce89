/** The icons of pages: what each means here, and which outline icon of Tabler shows it. Templates name the meaning: `{{icon "check"}}`. */
export const ICONS = {
  alert: 'alert-triangle',
  arrow: 'arrow-right',
  back: 'arrow-back-up',
  bank: 'building-bank',
  bell: 'bell',
  box: 'box',
  'calendar-due': 'calendar-due',
  cart: 'shopping-cart',
  check: 'circle-check',
  clip: 'paperclip',
  clock: 'clock',
  close: 'x',
  copy: 'copy',
  cross: 'circle-x',
  done: 'checkbox',
  down: 'chevron-down',
  download: 'download',
  draft: 'edit',
  external: 'external-link',
  eye: 'eye',
  file: 'file',
  handshake: 'heart-handshake',
  history: 'history',
  hourglass: 'hourglass',
  inbox: 'inbox',
  info: 'info-circle',
  language: 'language',
  left: 'chevron-left',
  list: 'layout-list',
  lock: 'lock',
  mail: 'mail',
  money: 'coin-yuan',
  pdf: 'file-type-pdf',
  phone: 'phone',
  plus: 'plus',
  printer: 'printer',
  receipt: 'receipt',
  refresh: 'refresh',
  right: 'chevron-right',
  search: 'zoom',
  send: 'send',
  server: 'server-2',
  settings: 'settings',
  'sign-in': 'login',
  'sign-out': 'logout',
  spreadsheet: 'file-spreadsheet',
  text: 'text-size',
  tick: 'check',
  trash: 'trash',
  up: 'upload',
  user: 'user',
  'user-check': 'user-check',
  users: 'users',
  voucher: 'ticket',
  wallet: 'wallet',
  workflow: 'git-branch',
  yuan: 'currency-yuan',
} as const;

export type Icon = keyof typeof ICONS;

/**
 * The icon as markup, hidden from readers: a word always stands beside it.
 *
 * @param sprite the address of the file that holds every icon; `scripts/assets.ts` makes it
 * @throws Error when there is no such icon
 */
export function iconMarkup(name: Icon, sprite: string): string {
  if (!Object.hasOwn(ICONS, name)) throw new Error(`no icon ${name}`);
  return `<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`;
}
