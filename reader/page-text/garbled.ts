/** The commonest signs of contracts and invoices. */
const COMMON = new Set(
  '的一是在有和与及或方为本不人以上对于按可应由其所时内后前甲乙合同公司元年月日服务技术项目金额支付签订章编号第条款责任委托受单位发票名称税价计总大写提供',
);
/** Fewer signs that are no ASCII say nothing; of more, so many are common in any text. */
const [SIGNS_AT_LEAST, COMMON_AT_LEAST] = [8, 0.04];
/** No text holds so many signs that none can show. */
const CONTROLS_AT_MOST = 2;

/**
 * Whether a text's signs are not those that its page shows: a typeface that does not say what its glyphs are leaves their numbers
 * instead.
 */
export function isGarbled(text: string): boolean {
  const controls = text.match(/(?!\s)[\p{Cc}\p{Cn}\uFFFD]/gu) ?? [];
  if (controls.length > CONTROLS_AT_MOST) return true;
  const signs = Array.from(text.replaceAll(/[\s\u0021-\u007E]|[，。、；：？！“”‘’（）《》【】—…·￥　]/gu, ''));
  if (signs.length < SIGNS_AT_LEAST) return false;
  return signs.filter((sign) => COMMON.has(sign)).length < COMMON_AT_LEAST * signs.length;
}
