import { randomInt } from 'node:crypto';
import { isCreditCode } from '../../../domain/credit-code.ts';

const BODY_CHECKS = '0123456789X'.split('');
const CHECKS = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');

/** A credit code that nobody has, right in both of its check characters. */
export function aCreditCode(): string {
  const begin = `91410100${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const codes = BODY_CHECKS.flatMap((body) => CHECKS.map((check) => `${begin}${body}${check}`));
  const code = codes.find(isCreditCode);
  if (code === undefined) throw new Error(`no code begins with ${begin}`);
  return code;
}

/** The form of an institution that registers, right in everything and nobody's so far. */
export const aRegistration = (differs: object = {}) => {
  const creditCode = aCreditCode();
  return {
    entityType: 'institution',
    company: `河南新知（${creditCode.slice(8, 16)}）科技服务有限公司`,
    creditCode,
    contact: '沈知夏',
    username: `xinzhi-${creditCode.slice(8).toLowerCase()}`,
    password: 'neues-Konto-2026',
    ...differs,
  };
};
