import type { RefusalRow } from './process/refusal-row.ts';

/** What a voucher line is refused for. @source L78, D10, D20 */
export const VOUCHER_REFUSALS = {
  'voucher.line-unknown': {
    status: 422,
    source: 'D10',
    zh: '没有这个服务券额度。',
    en: 'There is no such voucher line.',
  },
  'voucher.other-direction': {
    status: 422,
    source: 'L78',
    zh: '服务券的使用方向与产品的服务大类、服务小类不一致。',
    en: 'The voucher line is for another category or subcategory.',
  },
  'voucher.nothing-left': {
    status: 422,
    source: 'D10',
    zh: '该服务券额度没有可用余额。',
    en: 'Nothing is left on this voucher line.',
  },
  'voucher.balance-too-low': {
    status: 422,
    source: 'L99',
    zh: '服务券可用余额不足。',
    en: 'The voucher line holds less than this amount.',
  },
  'voucher.past-use-by': {
    status: 409,
    source: 'D20',
    zh: '服务券已过使用截止日期。',
    en: 'The last day to use this voucher has passed.',
  },
} as const satisfies Record<string, RefusalRow>;
