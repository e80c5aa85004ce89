import { crc32, deflateSync } from 'node:zlib';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { handMade } from './corpus/raw-pdf.ts';
import { TYPEFACE } from '../../typeface.ts';

/** A PDF with an embedded subset of the typeface, as text processors export contracts. */
export async function setPdf(content: TDocumentDefinitions['content'], more: Partial<TDocumentDefinitions> = {}) {
  pdfmake.setFonts({ Noto: TYPEFACE });
  pdfmake.setLocalAccessPolicy(() => true);
  pdfmake.setUrlAccessPolicy(() => false);
  return Buffer.from(await pdfmake.createPdf({ content, defaultStyle: { font: 'Noto' }, ...more }).getBuffer());
}

/** A contract as the guide wants it, with these values. @source L84 */
export const aContractPdf = ({
  number = 'HT-2026-001',
  total = '50,000.00',
  capitals = '伍万元整',
  voucher = '30,000.00',
  selfPaid = '20,000.00',
  signedOn = '2026年11月2日',
  enterprise = '河南云帆智能装备有限公司',
  institution = '郑州启元科技咨询有限公司',
} = {}): Promise<Buffer> =>
  setPdf([
    { text: '技术服务合同', fontSize: 20, bold: true },
    `合同编号：${number}`,
    `甲方：${enterprise}        乙方：${institution}`,
    '第一条 服务内容说明：乙方为甲方提供高新技术企业认定申报咨询。',
    `第二条 收费标准及收费金额：本合同总金额为人民币${total}元（大写：${capitals}），其中创新券支付 ${voucher} 元，企业自付 ${selfPaid} 元。`,
    '第三条 未能足额兑付部分的处理方案：由甲方以现金补足。',
    { text: '', pageBreak: 'before' },
    {
      table: {
        widths: ['*', '*'],
        body: [
          ['甲方（盖章）：', '乙方（盖章）：'],
          [`签订日期：${signedOn}`, `签订日期：${signedOn}`],
        ],
      },
    },
  ]);

/** One grey dot: what a scanner would send. */
const DOT = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==`;

/** A contract as a scanner sends it: pictures only. */
export const aScan = (): Promise<Buffer> =>
  setPdf([
    { image: DOT, width: 400 },
    { image: DOT, width: 400, pageBreak: 'before' },
  ]);

/** A page whose content unpacks to as many megabytes, of spaces, from a few. */
export function aBomb(megabytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, ' '), { level: 1 });
  return handMade([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources << >> >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

/** A page of so many pictures that each unpack to more than a hundred megabytes, from some hundred kilobytes. */
export function hungryPdf(pictures = 24): Buffer {
  const [width, height] = [6200, 6200];
  const packed = deflateSync(Buffer.alloc(width * height * 3, 'ab'), { level: 9 });
  const names = Array.from({ length: pictures }, (_, index) => `P${index}`);
  const content = names.map((name) => `q 500 0 0 500 20 20 cm /${name} Do Q`).join('\n');
  const objects = names.map((name, index) => `/${name} ${5 + index} 0 R`).join(' ');
  return handMade([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << ${objects} >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...names.map(() =>
      Buffer.concat([
        Buffer.from(
          `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
        ),
        packed,
        Buffer.from('\nendstream'),
      ]),
    ),
  ]);
}

/** Pages that hold each other. */
export const aCircle = (): Buffer =>
  handMade([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>',
    '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 1000000 >>',
  ]);

/** A red picture of 8 × 8 points, so opaque. @param alpha 0 … 255 */
export function aPicture(alpha: number): string {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0]);
  const row = Buffer.concat([Buffer.of(0), ...Array.from({ length: 8 }, () => Buffer.of(200, 0, 0, alpha))]);
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: 8 }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}
