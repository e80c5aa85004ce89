import type { Texts } from '../../domain/language.ts';
import { isRefusalCode, refusal } from '../../domain/refusals.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { ProblemRow } from './problem-row.ts';
import { UPLOAD_PROBLEMS } from './upload-problems.ts';

/** What the portal refuses by itself, before or beside the guide's rules. Codes are a contract, wording is not. */
export const PROBLEMS = {
  ...UPLOAD_PROBLEMS,
  'request.malformed': { status: 400, source: 'api.md', zh: '请求内容无法读取。', en: 'The request cannot be read.' },
  'request.unknown-path': {
    status: 404,
    source: 'api.md',
    zh: '没有这个地址。',
    en: 'There is nothing at this address.',
  },
  'request.method-not-allowed': {
    status: 405,
    source: 'api.md',
    zh: '这个地址不支持该方法。',
    en: 'This address does not take that method.',
  },
  'request.other-host': {
    status: 421,
    source: 'api.md',
    zh: '这个网址不属于本系统，请用本系统自己的地址访问。',
    en: 'This name is not one of this portal; use its own address.',
  },
  'request.too-large': { status: 413, source: 'api.md', zh: '请求内容过大。', en: 'The request is too large.' },
  'request.unsupported-type': {
    status: 415,
    source: 'api.md',
    zh: '不支持该内容类型。',
    en: 'This content type is not supported.',
  },
  'session.required': { status: 401, source: 'api.md', zh: '请先登录。', en: 'Please sign in.' },
  'session.wrong-credentials': {
    status: 401,
    source: 'api.md',
    zh: '用户名或密码不正确。',
    en: 'The user name or the password is wrong.',
  },
  'session.csrf': {
    status: 403,
    source: 'api.md',
    zh: '页面已过期，请刷新后再试。',
    en: 'The page has expired; reload and try again.',
  },
  'session.foreign-origin': {
    status: 403,
    source: 'api.md',
    zh: '不接受来自其他网站的请求。',
    en: 'Requests from other sites are not accepted.',
  },
  'request.too-many': {
    status: 429,
    source: 'api.md',
    zh: '同时打开的页面过多，请关闭一些再试。',
    en: 'Too many pages are open at once. Close some and try again.',
  },
  'session.throttled': {
    status: 429,
    source: 'api.md',
    zh: '登录失败次数过多，请稍后再试。',
    en: 'Too many failed sign-ins; try again later.',
  },
  'session.not-found': {
    status: 404,
    source: 'api.md',
    zh: '没有这个登录，或它已经结束。',
    en: 'There is no such session, or it has ended.',
  },
  'mailAddress.throttled': {
    status: 429,
    source: 'L179',
    zh: '确认邮件发送过于频繁，请明天再试；没有收到时请先查看垃圾邮件。',
    en: 'Too many confirmation mails were sent; try again tomorrow, and look among the spam first.',
  },
  'registration.throttled': {
    status: 429,
    source: 'L12',
    zh: '从您的网络提交的注册过多，请稍后再试；急需办理请拨打咨询电话。',
    en: 'Too many registrations came from your network; try again later, or call the hotline if it is urgent.',
  },
  'passwordReset.throttled': {
    status: 429,
    source: 'L14',
    zh: '申请次数过多，请稍后再试，或拨打咨询电话。',
    en: 'Too many requests; try again later, or call the hotline.',
  },
  'form.invalid': {
    status: 422,
    source: 'api.md',
    zh: '提交的内容有误，请更正后再提交。',
    en: 'Some of what was sent is not valid.',
  },
  'idempotency.key-invalid': {
    status: 422,
    source: 'api.md',
    zh: 'Idempotency-Key 须为 1–128 个可见 ASCII 字符。',
    en: 'An Idempotency-Key has 1–128 visible ASCII characters.',
  },
  'idempotency.key-reused': {
    status: 422,
    source: 'api.md',
    zh: '该 Idempotency-Key 已用于其他内容。',
    en: 'This Idempotency-Key was used for another request.',
  },
  'idempotency.in-progress': {
    status: 409,
    source: 'api.md',
    zh: '同一请求正在处理。',
    en: 'The same request is still running.',
  },
  'product.not-found': { status: 404, source: 'L58', zh: '没有找到这个产品。', en: 'There is no such product.' },
  'voucher.not-found': { status: 404, source: 'D26', zh: '没有找到这张服务券。', en: 'There is no such voucher.' },
  'change.not-found': {
    status: 404,
    source: 'D13',
    zh: '没有找到这个补充协议。',
    en: 'There is no such contract change.',
  },
  'task.not-your-step': {
    status: 403,
    source: 'D6',
    zh: '您的角色没有任务列表。',
    en: 'There is no inbox for your role.',
  },
  'payout-batch.not-found': {
    status: 404,
    source: 'D2',
    zh: '没有找到这个拨付批次，或其中没有这一笔。',
    en: 'There is no such batch, or no such line in it.',
  },
  'payout-batch.not-your-step': {
    status: 403,
    source: 'D2',
    zh: '拨付批次由财务办理。',
    en: 'Batches of payouts are the business of finance.',
  },
  'draft.quota-day': {
    status: 429,
    source: 'L165',
    zh: '贵单位今天新建的草稿已达上限，这份没有保存。填好后可以直接提交，或明天再来填写。',
    en: 'Your organization has begun as many drafts today as is allowed; this one is not kept. Send the form when it is complete, or come back tomorrow.',
  },
  'draft.quota-open': {
    status: 429,
    source: 'L165',
    zh: '贵单位未提交的草稿已达上限，这份没有保存。请先提交已填好的表单。',
    en: 'Your organization has too many drafts that are not sent; this one is not kept. Send the forms that are ready first.',
  },
  'notification.not-found': {
    status: 404,
    source: 'api.md',
    zh: '没有找到这条通知。',
    en: 'There is no such notification.',
  },
  'command.not-found': { status: 404, source: 'api.md', zh: '没有找到这个操作。', en: 'There is no such command.' },
  'unavailable.database': {
    status: 503,
    source: 'api.md',
    zh: '数据库暂时无法连接，请稍后重试；重复提交是安全的。',
    en: 'The database cannot be reached; try again shortly, a repeat is safe.',
  },
  'unavailable.temporal': {
    status: 503,
    source: 'api.md',
    zh: '流程服务暂时无法连接，这次操作没有办理，也不会自行办理；请稍后再提交一次，重复提交是安全的。',
    en: 'The workflow service cannot be reached: nothing was done, and nothing will happen by itself. Send it again shortly; a repeat is safe.',
  },
  'unavailable.documents': {
    status: 503,
    source: 'api.md',
    zh: '正在生成的文件较多，请稍后再试。',
    en: 'Many documents are being made; try again shortly.',
  },
  'fault.unexpected': {
    status: 500,
    source: 'api.md',
    zh: '系统出错，请稍后再试；联系我们时请提供编号。',
    en: 'Something went wrong on our side; quote the reference when you ask us.',
  },
} as const satisfies Record<string, ProblemRow>;

export type ProblemCode = keyof typeof PROBLEMS;
export type Code = ProblemCode | RefusalCode;

/** The row of a code, of the domain’s or of the interface’s own. */
export const problemRow = (code: Code): ProblemRow => (isRefusalCode(code) ? refusal(code) : PROBLEMS[code]);

/** The heading of a problem by its status: what kind of refusal it is, whatever the case. */
export const TITLES: Readonly<Record<number, Texts>> = {
  400: { zh: '请求有误', en: 'Malformed request' },
  401: { zh: '未登录', en: 'Not signed in' },
  403: { zh: '无权办理', en: 'Not allowed' },
  404: { zh: '未找到', en: 'Not found' },
  405: { zh: '方法不支持', en: 'Method not allowed' },
  409: { zh: '当前状态不允许', en: 'Refused by the current state' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '类型不支持', en: 'Unsupported type' },
  421: { zh: '地址不符', en: 'Not addressed here' },
  422: { zh: '内容不符合要求', en: 'Invalid or refused' },
  429: { zh: '请求过多', en: 'Too many attempts' },
  500: { zh: '系统错误', en: 'Fault' },
  503: { zh: '暂时不可用', en: 'Temporarily unavailable' },
};
