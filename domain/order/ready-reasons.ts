import type { Language } from '../language.ts';
import { translateReason } from '../process/ready-reasons.ts';
import type { ReadyReason } from '../process/steps.ts';

/** Reasons a reviewer chooses from, the likeliest first; each fills the text, which stays free. @source L149 */
export const READY_REASONS = {
  rejectPayment: {
    amountDiffers: {
      zh: '订单金额与合同金额不一致',
      en: 'The order amount differs from the contract amount',
      source: 'L149',
    },
    partsDiffer: {
      zh: '用券金额或企业自付金额与合同不一致',
      en: 'The voucher or self-paid part differs from the contract',
      source: 'L84',
    },
    partiesDiffer: {
      zh: '合同双方与订单不一致',
      en: 'The parties of the contract are not those of the order',
      source: 'L84',
    },
    numberDiffers: {
      zh: '合同编号与填报不一致',
      en: 'The contract number differs from the one entered',
      source: 'D11',
    },
    dateDiffers: {
      zh: '合同签订日期与填报不一致',
      en: 'The signing date differs from the one entered',
      source: 'D11',
    },
    clauseMissing: { zh: '合同缺少必备条款', en: 'The contract lacks a clause it must hold', source: 'L84' },
    notSigned: {
      zh: '合同未双方签字、盖章或未注明日期',
      en: 'The contract is not signed, sealed and dated by both',
      source: 'L84',
    },
    beforeGrant: {
      zh: '合同签订日期早于获券日期',
      en: 'The contract was signed before the voucher was granted',
      source: 'L177',
    },
    otherDirection: {
      zh: '合同服务内容与被审批通过的用券方向不一致',
      en: 'The contract is about another service than the voucher line',
      source: 'L78',
    },
    excluded: {
      zh: '合同包含不予支持的专业服务',
      en: 'The contract holds services that are not supported',
      source: 'L171',
    },
  },
  returnRedemption: {
    invoiceUnclear: { zh: '发票不清晰或缺页', en: 'An invoice cannot be read, or lacks a page', source: 'L165' },
    proofUnclear: {
      zh: '企业自付部分付款凭证不完整',
      en: 'The proof of the self-paid part is incomplete',
      source: 'L165',
    },
    processMissing: { zh: '服务过程性材料不完整', en: 'The process materials are incomplete', source: 'L165' },
    resultMissing: { zh: '服务成果材料不完整', en: 'The results are incomplete', source: 'L165' },
  },
  rejectRedemption: {
    notDelivered: {
      zh: '材料不能证明服务已按合同完成',
      en: 'The material does not prove the service as the contract has it',
      source: 'L165',
    },
    beforePaid: { zh: '服务早于平台支付开始', en: 'The service began before the payment', source: 'L175' },
    excluded: { zh: '包含不予支持的专业服务', en: 'It holds services that are not supported', source: 'L171' },
    beyondLicence: { zh: '服务超出营业执照经营范围', en: 'The service lies outside the licence', source: 'L173' },
  },
  approveRedemption: {
    officialFees: {
      zh: '扣除行政机关收取的官方费用',
      en: 'Fees charged by authorities are taken off',
      source: 'L171',
    },
    unsupportedPart: { zh: '扣除不予支持的服务内容', en: 'Services not supported are taken off', source: 'L171' },
  },
  rejectChange: {
    notSigned: {
      zh: '补充协议未双方签字、盖章或未注明日期',
      en: 'The agreement is not signed, sealed and dated by both',
      source: 'L84',
    },
    amountDiffers: {
      zh: '变更金额与补充协议不一致',
      en: 'The new amounts differ from the agreement',
      source: 'L84',
    },
  },
} as const satisfies Record<string, Record<string, ReadyReason>>;

const ALL_REASONS: readonly ReadyReason[] = Object.values(READY_REASONS).flatMap((rows) => Object.values(rows));

/** A reason that was given, in the reader's language as far as it is a ready one; what was written besides stays. @source L149 */
export const reasonIn = (reason: string, language: Language): string =>
  language === 'en' ? translateReason(reason, ALL_REASONS) : reason;
