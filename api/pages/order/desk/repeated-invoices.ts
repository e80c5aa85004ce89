import { listRepeatedInvoices } from '../../../../db/reads/claimed-invoice.ts';
import type { RepeatedInvoice } from '../../../../db/reads/claimed-invoice.ts';
import { interpolate, wordTable } from '../../../../domain/words.ts';
import type { Portal } from '../../../actions/portal.ts';
import type { Case } from './case.ts';

/** What the invoices of the order share with other live redemptions, a line each; false when nothing. @source D36, D41 */
export async function repeatedInvoices({ db }: Portal, { order, language }: Case): Promise<string[] | false> {
  const repeated = await listRepeatedInvoices(db, order.id);
  return (
    repeated.length > 0 && repeated.map((one) => interpolate(WORDS[language][wordsFor(one, order.number)], { ...one }))
  );
}

const wordsFor = ({ same, otherOrder }: RepeatedInvoice, own: string) => {
  if (same !== 'file') return same === 'number' ? 'sameNumber' : 'otherSeller';
  return otherOrder === own ? 'fileTwice' : 'sameFile';
};

const WORDS = wordTable(
  {
    sameNumber: '发票 {number} 同时列入订单 {otherOrder} 的兑付申请，请核对是否重复使用。',
    otherSeller: '发票号码 {number} 与另一服务机构订单 {otherOrder} 的发票相同，请核对发票真伪。',
    sameFile: '发票 {number} 的文件与订单 {otherOrder} 中发票 {otherNumber} 的文件完全相同，请核对。',
    fileTwice: '发票 {number} 与发票 {otherNumber} 上传的是同一个文件，请核对。',
  },
  {
    sameNumber: 'Invoice {number} stands in the redemption of order {otherOrder} as well. Is it used twice?',
    otherSeller: 'Order {otherOrder} of another institution has the invoice number {number} as well. Is it genuine?',
    sameFile:
      'The file of invoice {number} is the same as that of invoice {otherNumber} in order {otherOrder}. Please compare.',
    fileTwice: 'Invoices {number} and {otherNumber} are one and the same file. Please compare.',
  },
);
