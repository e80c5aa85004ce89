import { z } from 'zod';
import { isCreditCode, normalizedCreditCode } from '../../domain/credit-code.ts';
import { parseDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { parseYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import type { FieldCode } from '../actions/field-problems.ts';
import { hasForbidden, isLongerThan } from './text.ts';

/** The kinds of fields forms are made of. Each has a limit; each says what is wrong by a code. */

/** Says what is wrong with a field that is being read; `most`: how many characters a text may have. */
export const wrong = (context: z.RefinementCtx, code: FieldCode, most?: number): typeof z.NEVER => {
  context.addIssue({ code: 'custom', params: { code, most } });
  return z.NEVER;
};

/** Longest money text: ten digits, point, two places. */
const AMOUNT_LENGTH = 13;
const NEGATIVE = /^\s*[-−－]\s*[0-9]/;

/** Money: a decimal string of yuan, or `{amount, currency: "CNY"}` → fen. @source L99 */
export const amount = z
  .union([
    z.string().max(AMOUNT_LENGTH),
    z.object({ amount: z.string().max(AMOUNT_LENGTH), currency: z.string().max(3) }),
  ])
  .meta({
    description: 'Decimal string with at most two places, or with its currency',
    examples: ['50000.00', { amount: '50000.00', currency: 'CNY' }],
  })
  .transform((input, context): Fen => {
    if (typeof input !== 'string' && input.currency !== 'CNY') return wrong(context, 'form.currency');
    const text = typeof input === 'string' ? input : input.amount;
    return parseYuan(text) ?? wrong(context, NEGATIVE.test(text) ? 'form.negative' : 'form.amount');
  });

/** A day that exists, `YYYY-MM-DD`. */
export const day = z
  .string()
  .max(10)
  .meta({ format: 'date', examples: ['2026-11-23'] })
  .transform((input, context): Day => parseDay(input) ?? wrong(context, 'form.day'));

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID as this product writes them. */
export const isId = (text: string): boolean => UUID.test(text);

/** An id of ours, in small letters from here on. */
export const id = z
  .string()
  .max(36)
  .meta({ format: 'uuid' })
  .transform((input, context): string => (isId(input) ? input.toLowerCase() : wrong(context, 'form.id')));

/** Text of `least` to `most` characters as people count them, trimmed; `lines` allows line breaks. */
export const text = (most: number, { lines = false, least = 1 } = {}) =>
  z
    .string()
    .meta({ minLength: least, maxLength: most })
    .transform((input, context): string => {
      const trimmed = input.replaceAll('\r\n', '\n').trim();
      if (isLongerThan(trimmed, most)) return wrong(context, 'form.too-long', most);
      if (hasForbidden(trimmed, lines)) return wrong(context, 'form.text');
      if (trimmed === '') return wrong(context, 'form.required');
      return isLongerThan(trimmed, least - 1) ? trimmed : wrong(context, 'form.too-short');
    });

/** What nobody sees, or what turns the text after it around: a name holds none of it, and a letter or digit. */
const UNSEEN = /\p{Cf}/u;
const SEEN = /[\p{L}\p{N}]/u;

/** The name of a company or a person, as they say it themselves. */
export const name = (most: number) =>
  text(most).transform((input, context): string =>
    UNSEEN.test(input) || !SEEN.test(input) ? wrong(context, 'form.text') : input,
  );

/** A text, where nothing at all may be said: null then. */
export const optionalText = (most: number, options: { lines?: boolean } = {}) =>
  z
    .union([z.string(), z.null()])
    .optional()
    .meta({ maxLength: most })
    .transform((input, context): string | null => {
      if (input === undefined || input === null || input.trim() === '') return null;
      const parsed = text(most, options).safeParse(input);
      if (parsed.success) return parsed.data;
      const code = parsed.error.issues[0];
      return wrong(context, code?.code === 'custom' ? (code.params?.['code'] as FieldCode) : 'form.text', most);
    });

/** How long a reason, a comment or a note may be. */
export const REASON_AT_MOST = 500;

/** A given reason. @source L149 */
export const reason = text(REASON_AT_MOST, { lines: true });
export const optionalReason = optionalText(REASON_AT_MOST, { lines: true });

const MAX_VERSION = 2_147_483_647;

/** The version a person saw. */
export const version = z.int().min(1).max(MAX_VERSION);

/** The same in a query. */
export const queryVersion = z
  .string()
  .regex(/^[1-9][0-9]{0,9}$/)
  .meta({ description: 'The version seen' })
  .transform((input, context): number =>
    Number(input) <= MAX_VERSION ? Number(input) : wrong(context, 'form.number'),
  );

export const tick = z.boolean();

/** A yes or no of a query; no when not given. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .optional()
  .transform((input) => input === 'true' || input === '1');

const CREDIT_CODE_TEXT_AT_MOST = 40;

/** A 统一社会信用代码 as people write it, without spaces and in capitals from here on. @source L12 */
export const creditCode = z
  .string()
  .max(CREDIT_CODE_TEXT_AT_MOST)
  .meta({ examples: ['91410100MA47B8H51D'] })
  .transform((input, context): string => {
    const code = normalizedCreditCode(input);
    if (code === '') return wrong(context, 'form.required');
    return isCreditCode(code) ? code : wrong(context, 'form.credit-code');
  });

/** Shorter passwords are guessed; sign-in takes no longer ones. */
const PASSWORD_AT_LEAST = 10;
const PASSWORD_AT_MOST = 200;

/** A password that is verified: taken as it is typed. */
export const typedPassword = z.string().min(1).max(PASSWORD_AT_MOST).meta({ format: 'password' });

/** A password that someone sets: taken as it is typed. */
export const newPassword = z
  .string()
  .meta({ minLength: PASSWORD_AT_LEAST, maxLength: PASSWORD_AT_MOST, format: 'password' })
  .transform((input, context): string => {
    if (input === '') return wrong(context, 'form.required');
    const fits = input.length >= PASSWORD_AT_LEAST && input.length <= PASSWORD_AT_MOST;
    return fits ? input : wrong(context, 'form.password');
  });
