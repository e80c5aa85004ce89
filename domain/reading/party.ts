import { foundAt } from './found.ts';
import type { Match, Label } from './found.ts';

const WHO =
  '[甲乙] ?方|Party ?[AB]|(?:委 ?托|受 ?(?:委 ?)?托|采 ?购|承 ?接) ?(?:方|人|单位)|服 ?务 ?(?:提供 ?)?(?:方|单位)|[买需卖供] ?方';
/** What begins the next entry, where nothing stands between it and the name. */
const NEXT = `[与和及]?(?:${WHO})|以下|地址|住所|法定代表|负责人|联系|电话|统一社会|签[订署约]|日期|盖章`;
const PART = String.raw`(?:(?!${NEXT})[\p{Script=Han}A-Za-z0-9()〔〕·]){2,40}`;
const PARTY = new RegExp(
  String.raw`(?<who>${WHO})(?: ?\((?<as>[^()\n]{1,12})\))?(?:单位|企业|机构)?(?:名称)?(?:[:为 _\n]{1,8}|(?<=章\)))(?<name>${PART})(?<more>(?:[\n ]${PART}){0,2})`,
  'gu',
);
/** What the name of a body holds; people are no party. */
const BODY =
  /公司|集团|中心|研究院|研究所|事务所|大学|学院|学校|协会|学会|基金会|委员会|医院|工厂|厂|店|部|企业|机构|单位|合作社/u;
/** What is said of a party, rather than its name. */
const SENTENCE =
  /^(?:负责|应|须|需|可|有权|承担|提供|支付|委托|本|其|该)|的$|(?<!研究|事务|检测|检验|设计|交易|卫生)所$/u;

/** A name that is followed by what the text calls it. */
const CALLED = new RegExp(
  String.raw`(?<=^|[\n。;；:,，、与和及由])(?<name>(?:(?![与和及由])[\p{Script=Han}A-Za-z0-9()〔〕·]){4,40}?)\((?:以下|下)?(?:简称|称)?[为:]?["“”'‘]?(?<who>${WHO})["“”'’]?\)`,
  'gu',
);

/** What a party does says who it is; 甲 and 乙 only how the contract counts, and it may count either way round. */
const ROLES: readonly (readonly [Label, RegExp])[] = [
  ['partyB', /^(?:受(?:委)?托|被委托|服务(?:提供)?|供|卖|承接)(?:方|人|单位|机构)$/u],
  ['partyA', /^(?:委托|采购|买|需|接受(?:服务)?|服务接受)(?:方|人|单位|机构)$/u],
];

/**
 * Who is called a party in a text that still has its gaps: 甲方：河南云帆智能装备有限公司. The whole of what stands there,
 * and the next line where the name is broken. `partyA` is the one that orders, whatever its letter.
 */
export const partiesIn = (text: string): Match<string>[] => [...entriesIn(text), ...sentencesIn(text)];

const entriesIn = (text: string): Match<string>[] =>
  [...text.matchAll(PARTY)].flatMap((match) => {
    const { who = '', as = '', name: part = '', more = '' } = match.groups ?? {};
    const parts = [part, ...more.split(/(?=[\n ])/)];
    const count = parts.findIndex((_, index) => isName(parts.slice(0, index + 1).join('')));
    if (count === -1) return [];
    const name = bared(parts.slice(0, count + 1).join(''));
    const length = match[0].length - parts.slice(count + 1).join('').length;
    const label = roleOf(as) ?? roleOf(who) ?? letterOf(who);
    const loose = parts.slice(1, count + 1).some((one) => one.startsWith(' ')); // what stands behind a blank may be another entry
    return [{ ...foundAt(text, { index: match.index, length }, name, []), label, ...(loose && { loose }) }];
  });

const letterOf = (who: string): Label => (/^甲|A$/.test(who) ? 'partyA' : 'partyB');

const roleOf = (words: string): Label | undefined =>
  words
    .replaceAll(/ |以下|下?简?称:?为?|["“”'‘’]/gu, '')
    .split(/[、,，/]/u)
    .flatMap((word) => ROLES.filter(([, role]) => role.test(word)).map(([label]) => label))[0];

/** The names in 河南云帆智能装备有限公司（以下简称“甲方”）与…; what stands before them may have been taken along. */
const sentencesIn = (text: string): Match<string>[] =>
  [...text.matchAll(CALLED)].flatMap(({ index, groups: { name = '', who = '' } = {} }) => {
    if (!isName(name)) return [];
    const label = roleOf(who) ?? letterOf(who);
    return [{ ...foundAt(text, { index, length: name.length }, name, []), label, loose: true as const }];
  });

const isName = (text: string): boolean => BODY.test(text) && !SENTENCE.test(text.replace(/^\s+/, ''));

/** A name without what is only said of it in brackets. */
const bared = (name: string): string =>
  name
    .replaceAll(/[\n ]/g, '')
    .replace(/\((?:原|曾用名|盖章|公章)[^()]*\)?$/u, '')
    .replace(/\([^)]*$/, '');
