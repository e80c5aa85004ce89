import type { Texts } from '../../../domain/language.ts';

/** Where a company gets an account: the one answer of every page that says so. Accounts and their passwords are the center's. @source L14, L179 */
export const NO_ACCOUNT: Texts = {
  zh: '服务机构和获券企业的账号由创新协同中心开通，请拨打咨询电话。',
  en: 'The innovation collaboration center opens the accounts of institutions and enterprises: please call the hotline.',
};
