import { pageWords } from '../frame/page-words.ts';
import { NO_ACCOUNT } from './no-account.ts';

/** The first page of a visitor: what the scheme is, how it goes, whom to call. @source L10, L84, L88 */
export const HOME_WORDS = pageWords(
  {
    title: '首页',
    head: '专业服务，用创新券付一部分',
    about:
      '获券企业在这里选择经审核的服务机构和产品，下单时用服务券支付合同款的一部分。服务完成后，服务机构凭发票和成果申请兑付，最多兑付实际发生金额的 60%。',
    seeProducts: '查看服务产品',
    how: '怎样用券购买',
    sample: '一份 50,000.00 元的合同',
    sampleText: '企业自付 20,000.00 元，其余 30,000.00 元用服务券支付，由服务机构申请兑付。',
    first: '账号与密码',
    noAccount: '还没有账号',
    noAccountText: NO_ACCOUNT.zh,
    registerLink: '注册账号',
    lost: '忘记密码',
    lostText: '在线提交申请，创新协同中心核验身份后发出重置链接。',
    lostLink: '申请重置密码',
    questions: '其他问题',
  },
  {
    title: 'Home',
    head: 'Professional services, paid in part by voucher',
    about:
      'Enterprises that hold a voucher choose reviewed institutions and products here, and pay a part of the contract by voucher. When the service is done, the institution asks for redemption with its invoices and results: at most 60% of the actual amount.',
    seeProducts: 'See the products',
    how: 'How to buy with a voucher',
    sample: 'A contract of CNY 50,000.00',
    sampleText:
      'The enterprise pays CNY 20,000.00 itself; the other CNY 30,000.00 are paid by voucher, and redeemed by the institution.',
    first: 'Accounts and passwords',
    noAccount: 'No account yet',
    noAccountText: NO_ACCOUNT.en,
    registerLink: 'Register your company',
    lost: 'Forgotten your password',
    lostText: 'Ask for a new one here; the center checks who you are and sends a link.',
    lostLink: 'Ask for a new password',
    questions: 'Other questions',
  },
);
