import type { Language, Texts } from '../../domain/language.ts';
import { interpolate } from '../../domain/words.ts';

/** What may be wrong with one field of a form. */
const FIELD_PROBLEMS = {
  'form.required': { zh: '必须填写。', en: 'This is required.' },
  'form.unchosen': { zh: '请选择。', en: 'Please choose.' },
  'form.type': { zh: '类型不正确。', en: 'This is of the wrong type.' },
  'form.choice': { zh: '不是可选的值。', en: 'This is not one of the possible values.' },
  'form.too-long': { zh: '过长，最多 {most} 个字。', en: 'This is too long: at most {most} characters.' },
  'form.too-short': { zh: '过短，请写得具体一些。', en: 'This is too short; please say more.' },
  'form.credit-code': {
    zh: '统一社会信用代码应为 18 位，且校验位正确，请核对。',
    en: 'A credit code has 18 characters, the last a check character; please look again.',
  },
  'form.credit-code-taken': {
    zh: '该代码已注册同一主体类型的账号：请直接登录，忘记密码可申请重置；若不是本单位注册的，请拨打咨询电话。',
    en: 'This code is registered as this type already: sign in, or ask for a new password. If your company did not register it, call the hotline.',
  },
  'form.username': {
    zh: '用户名应为 3 至 50 个字母、数字或 . _ -，以字母开头。',
    en: 'A user name has 3 to 50 letters, digits or . _ - and begins with a letter.',
  },
  'form.username-taken': {
    zh: '该用户名已被使用，请换一个。',
    en: 'This user name is taken; please choose another.',
  },
  'form.invoice-code': {
    zh: '8 位号码（含开头的 0）的发票须填写发票代码，为 10 位或 12 位数字。',
    en: 'An invoice whose number has 8 digits, with the zeros before it, needs its code, of 10 or 12 digits.',
  },
  'form.password': { zh: '密码应为 10 至 200 个字符。', en: 'A password has 10 to 200 characters.' },
  'form.password-repeated': { zh: '两次输入的密码不一致。', en: 'The two passwords differ.' },
  'form.password-username': {
    zh: '密码不能与用户名相同。',
    en: 'The password cannot be the user name.',
  },
  'form.password-current': { zh: '当前密码不正确。', en: 'The current password is wrong.' },
  'form.password-same': {
    zh: '新密码不能与当前密码相同。',
    en: 'The new password cannot be the current one.',
  },
  'form.part-name': { zh: '表单中有一项没有名称。', en: 'A part of the form has no name.' },
  'form.too-many': { zh: '数量过多。', en: 'There are too many.' },
  'form.too-few': { zh: '数量不足。', en: 'There are too few.' },
  'form.text': { zh: '含有不允许的字符。', en: 'This holds characters that are not allowed.' },
  'form.amount': {
    zh: '金额请填数字，最多两位小数，如 50000.00。',
    en: 'An amount is a number with at most two decimals, like 50000.00.',
  },
  'form.negative': { zh: '金额不能小于 0。', en: 'An amount cannot be below 0.' },
  'form.currency': { zh: '币种须为 CNY。', en: 'The currency is CNY.' },
  'form.day': { zh: '日期须为存在的日期，格式 YYYY-MM-DD。', en: 'A day exists and is written YYYY-MM-DD.' },
  'form.email': { zh: '不是有效的邮箱地址。', en: 'This is not an e-mail address.' },
  'form.id': { zh: '不是有效的编号。', en: 'This is not an id.' },
  'form.number': { zh: '数值超出范围。', en: 'This number is out of range.' },
  'form.cursor': { zh: '翻页标记无效。', en: 'This cursor is not one of ours.' },
} as const satisfies Record<string, Texts>;

export type FieldCode = keyof typeof FIELD_PROBLEMS;

/** What is said of a field. `most`: how many characters a text may have. */
export const describeFieldProblem = (code: FieldCode, language: Language, most?: number): string =>
  interpolate(FIELD_PROBLEMS[code][language], most === undefined ? {} : { most });

/** Whether a code is about one field of a form. */
export const isFieldCode = (code: unknown): code is FieldCode =>
  typeof code === 'string' && Object.hasOwn(FIELD_PROBLEMS, code);
