import { wordTable } from '../../../domain/words.ts';

const ZH = {
  granted: '获券',
  signed: '签合同',
  priced: '核价',
  approved: '支付通过',
  started: '服务开始',
  invoiced: '开发票',
  asked: '申请兑付',
  start: '起点',
  sameDay: '同日',
  later: '+{n} 天',
  oneLater: '+{n} 天',
  earlier: '早于{than} {n} 天',
  oneEarlier: '早于{than} {n} 天',
  inOrder: '先后无误',
  wrong: '{n} 处先后颠倒',
  oneWrong: '{n} 处先后颠倒',
};

const EN: typeof ZH = {
  granted: 'Voucher granted',
  signed: 'Contract signed',
  priced: 'Price confirmed',
  approved: 'Payment approved',
  started: 'Service began',
  invoiced: 'Invoice issued',
  asked: 'Redemption asked',
  start: 'start',
  sameDay: 'same day',
  later: '+{n} days',
  oneLater: '+{n} day',
  earlier: '{n} days before “{than}”',
  oneEarlier: '{n} day before “{than}”',
  inOrder: 'In the right order',
  wrong: '{n} dates out of order',
  oneWrong: '{n} date out of order',
};

/** The words of the line of dates. @source L175, L177 */
export const DATE_WORDS = wordTable(ZH, EN);
export type DateWords = (typeof DATE_WORDS)['zh'];
