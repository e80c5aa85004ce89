import { grouped } from '../../domain/fen.ts';
import type { Language } from '../../domain/language.ts';
import { CONFIRMATION_HOURS } from '../../domain/mail.ts';
import { AMOUNT_NAMES } from '../../domain/order/amounts.ts';
import type { Site } from '../../domain/site.ts';

/** What mails say in the two languages. The texts of the notices themselves are the domain's. @source L179 */
export const MAIL_WORDS = {
  zh: {
    lang: 'zh-CN',
    product: '券流 · 郑州高新区科技创新专业服务券',
    greeting: (name: string) => `${name}，您好：`,
    subject: (title: string, label: string, number: string) => `${title} · ${label} ${number}`,
    toOrder: '查看订单',
    toSupplement: '去补正',
    toPasswordReset: '查看申请',
    toPortal: '打开平台',
    resetNumber: '申请编号',
    toInbox: '查看待办',
    why: '您收到此邮件，是因为您在通知设置中选择了接收。',
    confirmation: '请确认您的邮箱地址',
    confirm: '确认邮箱地址',
    confirmationText: `有人在平台的通知设置中填写了这个邮箱地址。确认后，通知邮件才会发到这里。链接 ${CONFIRMATION_HOURS} 小时内有效，只能使用一次。`,
    whyConfirmation: '如果不是您本人填写，请忽略此邮件：不确认就不会再有其他邮件。',
    preferences: '修改通知设置',
    hotline: ({ hotline, hotlineHours }: Site) =>
      `操作过程中发现问题，请拨打咨询电话 ${hotline}（${hotlineHours.zh}）。`,
    number: '订单号',
    service: '服务产品',
    enterprise: '获券企业',
    institution: '服务机构',
    orderAmount: AMOUNT_NAMES.orderAmount.zh,
    voucherAmount: AMOUNT_NAMES.voucherAmount.zh,
    redemptionAmount: '核定兑付金额',
    shortfallAmount: '差额',
    paidOutAmount: '已拨付',
    at: '时间',
    state: '订单现状',
    next: '下一步',
    due: '截止时间',
    yuan: (amount: string) => `${grouped(amount)} 元`,
    by: (role: string, step: string) => `${role} · ${step}`,
    digest: (day: string, tasks: string, notices: number) => `${day} 摘要：${tasks} 项待办，${notices} 条未读通知`,
    tasks: (count: string) => `待办任务（${count}）`,
    notices: (count: number, shown: number) =>
      count > shown ? `未读通知（${count}，以下为最近 ${shown} 条）` : `未读通知（${count}）`,
    claimedBy: (label: string, name: string) => `${label} · ${name} 已认领`,
    dueAt: (at: string, late: boolean) => (late ? `${at} 已到期` : `${at} 到期`),
  },
  en: {
    lang: 'en',
    product: 'Quanliu · innovation vouchers of the Zhengzhou High-tech Zone',
    greeting: (name: string) => `Dear ${name},`,
    subject: (title: string, label: string, number: string) => `${title} · ${label.toLowerCase()} ${number}`,
    toOrder: 'Open the order',
    toSupplement: 'Supplement the request',
    toPasswordReset: 'Open the request',
    toPortal: 'Open the portal',
    resetNumber: 'Request number',
    toInbox: 'Open the inbox',
    why: 'You have this mail because your notification settings ask for it.',
    confirmation: 'Please confirm your e-mail address',
    confirm: 'Confirm the address',
    confirmationText: `Somebody has entered this address in the notification settings of the portal. Mail goes here only once it is confirmed. The link is good for ${CONFIRMATION_HOURS} hours and for one use.`,
    whyConfirmation: 'If it was not you, ignore this mail: without confirmation no other follows.',
    preferences: 'Change notification settings',
    hotline: ({ hotline, hotlineHours }: Site) =>
      `If something does not work, please call ${hotline} (${hotlineHours.en}).`,
    number: 'Order number',
    service: 'Service product',
    enterprise: 'Enterprise',
    institution: 'Institution',
    orderAmount: AMOUNT_NAMES.orderAmount.en,
    voucherAmount: 'Paid by voucher',
    redemptionAmount: 'Redemption approved',
    shortfallAmount: 'Shortfall',
    paidOutAmount: 'Paid out',
    at: 'When',
    state: 'State now',
    next: 'Next',
    due: 'Due',
    yuan: (amount: string) => `CNY ${grouped(amount)}`,
    by: (role: string, step: string) => `${role} · ${step}`,
    digest: (day: string, tasks: string, notices: number) =>
      `${day}: ${tasks} open ${tasks === '1' ? 'task' : 'tasks'}, ${notices} unread ${notices === 1 ? 'notice' : 'notices'}`,
    tasks: (count: string) => `Open tasks (${count})`,
    notices: (count: number, shown: number) =>
      count > shown ? `Unread notices (${count}, the latest ${shown} below)` : `Unread notices (${count})`,
    claimedBy: (label: string, name: string) => `${label} · claimed by ${name}`,
    dueAt: (at: string, late: boolean) => (late ? `${at} overdue` : `due ${at}`),
  },
} as const;

export type MailWords = (typeof MAIL_WORDS)[Language];
