import { foundAt } from './found.ts';
import type { Match, Label } from './found.ts';

const WHO = '甲 ?方|委 ?托 ?(?:方|人)|乙 ?方|受 ?(?:委 ?)?托 ?(?:方|人)|服 ?务 ?(?:提供 ?)?方|需 ?方|供 ?方';
/** What begins the next entry, where nothing stands between it and the name. */
const NEXT = `[与和及]?(?:${WHO})|以下|地址|住所|法定代表|负责人|联系|电话|统一社会|签[订署约]|日期|盖章`;
const PART = String.raw`(?:(?!${NEXT})[\p{Script=Han}A-Za-z0-9()·]){2,40}`;
const PARTY = new RegExp(
  String.raw`(?<who>${WHO})(?: ?\((?<as>[^()\n]{1,12})\))?(?:单位|企业|机构)?(?:名称)?[:为 _\n]{1,8}(?<name>${PART})(?:\n(?<more>${PART}))?`,
  'gu',
);
/** What the name of a body holds; people are no party. */
const BODY =
  /公司|集团|中心|研究院|研究所|事务所|大学|学院|学校|协会|学会|基金会|委员会|医院|工厂|厂|店|部|企业|机构|单位|合作社/u;
/** What is said of a party, rather than its name. */
const SENTENCE =
  /^(?:负责|应|须|需|可|有权|承担|提供|支付|委托|本|其|该)|的$|(?<!研究|事务|检测|检验|设计|交易|卫生)所$/u;

/** What a party does says who it is; 甲 and 乙 only how the contract counts, and it may count either way round. */
const ROLES: readonly (readonly [Label, RegExp])[] = [
  ['partyA', /委|需|接受/u],
  ['partyB', /受|服|供/u],
];

/**
 * Who is called a party in a text that still has its gaps: 甲方：河南云帆智能装备有限公司. The whole of what stands there,
 * and the next line where the name is broken. `partyA` is the one that orders, whatever its letter.
 */
export const partiesIn = (text: string): Match<string>[] =>
  [...text.matchAll(PARTY)].flatMap((match) => {
    const { who = '', as = '', name: part = '', more = '' } = match.groups ?? {};
    const name = [part, part + more].find((one) => BODY.test(one) && !SENTENCE.test(one))?.replace(/\([^)]*$/, '');
    if (!name) return [];
    const label = roleOf(as) ?? roleOf(who) ?? (who.startsWith('甲') ? 'partyA' : 'partyB');
    return [{ ...foundAt(text, { index: match.index, length: match[0].length }, name, []), label }];
  });

const roleOf = (words: string): Label | undefined =>
  /受 ?(?:委 ?)?托/.test(words) ? 'partyB' : ROLES.find(([, role]) => role.test(words))?.[0];
