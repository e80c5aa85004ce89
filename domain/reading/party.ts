import { foundAt } from './found.ts';
import type { Found, Label } from './found.ts';

const NAME =
  '[\\p{Script=Han}A-Za-z0-9()·]{2,40}?(?:公司|集团|中心|研究院|研究所|事务所|大学|学院|学校|协会|学会|工厂|厂|店|部)(?!的|所|与|和)';
const PARTY = new RegExp(
  `(?<who>甲方|委托方|乙方|受托方|服务方)(?:\\([^()]{1,12}\\))?(?:名称)?[:为 _]{1,8}(?<name>${NAME})`,
  'gu',
);

/** Who is called a party in a text: 甲方：河南云帆智能装备有限公司. Only what ends like the name of a body is one. */
export const partiesIn = (text: string): Omit<Found<string>, 'page'>[] =>
  [...text.matchAll(PARTY)].map((match) => {
    const { who = '', name = '' } = match.groups ?? {};
    const label: Label = who === '甲方' || who === '委托方' ? 'partyA' : 'partyB';
    return { ...foundAt(text, { index: match.index, length: match[0].length }, name, []), label };
  });
