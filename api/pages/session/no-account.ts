import type { Texts } from '../../../domain/language.ts';

/** Where a company gets an account: the one answer of every page that says so. @source L10, L12 */
export const NO_ACCOUNT: Texts = {
  zh: '还没有账号的服务机构和申券企业，请先注册。',
  en: 'Institutions and enterprises without an account register first.',
};
