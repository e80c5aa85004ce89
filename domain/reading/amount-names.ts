import type { Name } from './found.ts';
import { calledBy } from './found.ts';

const VOUCHER = '(?:科技)?(?:创新|专业|服务|专业服务|创新专业服务)券';

const CALLED: readonly (readonly [Name, string])[] = [
  ['selfPaid', '(?:企业|甲方)?自(?:付|筹)(?:部分)?(?:的)?(?:总)?(?:金额|资金|款项|费用|款)?'],
  ['voucherAmount', `(?:支付)?${VOUCHER}(?:支付|抵扣|抵用)?(?:部分)?(?:的)?(?:金额|额度|款)?`],
  [
    'other',
    '第[一二三四五六\\d]+(?:期|阶段|笔|次|批|年)(?:支付|付款|付)?|(?:\\d{4}年度?|第[一二三四五\\d]+(?:年度?|期|阶段|笔)|首期|每[年月期次]|年度|原|税前|不含税|未税|净)(?:的)?(?:合同)?(?:总)?(?:金额|价款|价|额|费用|款)',
  ],
  ['other', '(?:增值)?税(?:额|金|款)(?:\\(\\d+%\\))?|违约金|押金|保证金|定金|首付款?|尾款|单价'],
  [
    'orderAmount',
    '价税合计|含税(?:总)?(?:金额|价|合计)|合同(?:总)?(?:金额|价款|价|额)|合同总(?:费用|价款)|订单金额|(?:服务)?费用?总(?:金额|额|价|计)|(?<!自付|自筹|券支付|券|抵扣)总(?:金额|价款|价|费用)|价款总额|服务总价',
  ],
  ['sum', '合计|共计|总计'],
];

/** An amount in the place of another: 合同总金额由50,000元变更为45,000元. */
const IN_PLACE = '[由从][^。;；由从]{2,40}?(?:变更|调整|修改|更改|减少|降低|下调|核减|调减|减)[为至到成]';

/** What an amount is called before it. The first that fits; `other` is named too, and is no total. */
export const NAMES: readonly (readonly [Name, RegExp])[] = CALLED.flatMap(([name, called]) => [
  [name, calledBy(called)] as const,
  [name, calledBy(`(?:${called})${IN_PLACE}`)] as const,
]);

const NET = /(?:不含(?:增值)?税|税前|未税)[):]*(?:人民币|[¥:为是(]|大写|小写)*$/u;
/** Whether an amount is said, before or after it, to be without tax. */
export const isNet = (before: string, after: string): boolean =>
  NET.test(before) || /^[(,，]?(?:不含(?:增值)?税|未税)/u.test(after);

/** What an amount is called after it: 30,000元由创新券支付. */
export const LATER_NAMES: readonly (readonly [Name, RegExp])[] = [
  ['voucherAmount', new RegExp(`^[,，]?(?:由|以|用|使用|通过)(?:甲方|企业)?(?:以|用|使用)?${VOUCHER}`, 'u')],
  ['selfPaid', /^[,，]?(?:由|为)(?:甲方|企业|委托方)?自(?:付|筹|行支付)/u],
];
