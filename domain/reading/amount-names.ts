import type { Name } from './found.ts';
import { BETWEEN, calledBy } from './found.ts';

const VOUCHER = '(?:(?:科技|技术|创新|专业|服务|科创)+|使用?|用)券';

/** What costs something beside the services, or is no part of what a contract pays. */
const BESIDE =
  '注册资本|实收资本|罚款|罚金|赔偿(?:金额|金|上限|额|乙方|甲方)?|质保金|预付款|(?:账户)?余额|发票金额|营业收入|研发投入|面值|上限|最高(?:可使用|额度)?|不(?:超过|高于)|至多|暂估|每\\p{Script=Han}{1,3}';

/** What is called the total of a contract. */
const TOTAL =
  '价税合计|含税(?:总)?(?:金额|价|合计)|合同(?:总)?(?:金额|价款|价格|价|额)|合同总(?:费用|价款)|订单金额|(?<!差旅|材料|人员|设备|税|交通)(?:服务)?费用?总(?:金额|额|价|计)|(?<!自付|自筹|券支付|券|抵扣|子项|设备|项目|材料|人员)总(?:金额|价款|价|费用)|(?:优惠|折扣|打折|折|减免|下浮)后(?:的)?(?:实付|应付|实际|合同|总)*(?:金额|价款|价|款|额)?|应付总(?:金额|额|价)|暂定(?:为|价|总价|金额)?|价款总额|服务总价|合同(?:费用|总额|报酬|标的额?)|(?<!\\p{Script=Han})标的额|(?:报酬|经费|酬金)总(?:金额|额|计)|总(?:计费用|经费|报酬|酬金)|(?:技术|咨询)?服务费(?:包干|一口价)|包干(?:价|费用?)';
/** What is a fee, and may be the total or one of several: it agrees, and never differs. */
const FEE =
  '(?<![月年期首尾余次人另款])(?:(?:技术|咨询|专业|委托|项目)*服务(?:费用?|报酬|价款|酬金)|(?<!研发|各项|其他|其它|一切|相关|所有|额外)(?<!\\p{Script=Han}{2})费用|技术(?:咨询|开发|转让)费|(?<![劳])报酬|(?<!\\p{Script=Han})(?:价款|经费|酬金))';

const CALLED: readonly (readonly [Name, string])[] = [
  ['other', `(?:每张|剩余|已使用|持有|可用)(?:的)?${VOUCHER}(?:余额|额度|面值)?|${VOUCHER}(?:余额|额度|面值)`],
  ['other', `${VOUCHER}[及和与、](?:企业|甲方)?自(?:付|筹)(?:资金|部分|金额)?`],
  ['other', BESIDE],
  [
    'selfPaid',
    '(?:企业|甲方|委托方)?自(?:付|筹|费|担|行(?:支付|承担|负担|出资))(?:部分)?(?:的)?(?:总)?(?:金额|资金|款项|费用|经费|款)?',
  ],
  [
    'voucherAmount',
    `(?:支付)?${VOUCHER}(?:(?:支付|抵扣|抵用)(?:部分)?(?:的)?额度|(?:支付|抵扣|抵用|抵付|抵减|冲抵|补贴|兑付|兑现)?(?:部分)?(?:的)?(?:金额|款)?)`,
  ],
  [
    'other',
    '第[一二三四五六\\d]+(?:期|阶段|笔|次|批|年)(?:支付|付款|付)?|(?:\\d{4}年度?|第[一二三四五\\d]+(?:年度?|期|阶段|笔)|首期|每[年月期次]|年度|原|税前|不含税|未税|净)(?:的)?(?:合同)?(?:总)?(?:技术|咨询)?(?:服务)?(?:金额|价款|价|额|费用?|报酬|经费|款)',
  ],
  ['other', '(?:增值)?税(?:额|金|款)(?:\\(\\d+%\\))?|违约金|押金|保证金|定金|首付款?|尾款|单价'],
  ['other', '[月年期首尾余次人另款](?:技术|咨询|专业|委托|项目)*服务(?:费用?|报酬|价款)'],
  ['orderAmount', TOTAL],
  ['sum', '合计|共计|总计'],
  ['sum', FEE],
];

/** How one amount comes to another. */
export const VERBS =
  '(?:变更|调整|修改|修订|更改|更正|减少|降低|下调|核减|调减|减|增加|提高|上调|调增|核增|增|改|降|升)';
/** What an amount that takes the place of another is called by: 变更为. */
export const TAKES_PLACE = `${VERBS}[为至到成按]`;
const REPLACED = new RegExp(`^[,，]?[现将]?${VERBS}(?:[为至到成]|[\\d¥人])`, 'u');
/** Whether another amount takes the place of the one before it. */
export const isReplaced = (after: string): boolean => REPLACED.test(after) || /^\((?:已?作废|取消)/u.test(after);

/** A contract's total, or its fee, that figures or words follow, worked out or not. */
export const UNCLEAR_TOTAL = new RegExp(
  `(?:${TOTAL}|(?:技术|咨询)?服务费用?|报酬)${BETWEEN}(?:不超过|不高于|最高|约)?(?:[\\p{Sc}A-Z$-]{1,4}[: _]?)?(?=\\d(?!\\d?%)|[壹贰叁肆伍陆柒捌玖拾]|[一二两三四五六七八九十百千万]{1,9}元)`,
  'gu',
);

/** What an amount is called before it. The first that fits; `other` is named too, and is no total. */
export const NAMES: readonly (readonly [Name, RegExp])[] = CALLED.flatMap(([name, called]) => [
  [name, calledBy(called)] as const,
  [name, calledBy(`(?:${called})["”]?(?:[现拟将应]?${TAKES_PLACE}|${VERBS}|[由从]|原来?为?)`)] as const,
]);

const NET = /(?:不含(?:增值)?税|税前|未税)[):]*(?:人民币|[¥:为是(]|大写|小写)*$/u;
/** Whether an amount is said, before or after it, to be without tax. */
export const isNet = (before: string, after: string): boolean =>
  NET.test(before) ||
  /^(?:\(|[,，](?!\p{Script=Han}+(?:金额|价|额|款)))(?:(?:不|未)含(?:增值)?税|未税|税前)/u.test(after);

/** What an amount is called after it: 30,000元由创新券支付. */
export const LATER_NAMES: readonly (readonly [Name, RegExp])[] = [
  ['voucherAmount', new RegExp(`^[,，]?(?:由|以|用|使用|通过)(?:甲方|企业)?(?:以|用|使用)?${VOUCHER}`, 'u')],
  ['selfPaid', /^[,，]?(?:由|为)?(?:甲方|企业|委托方)?自(?:付|筹|费|行(?:支付|承担|负担|出资))/u],
];
