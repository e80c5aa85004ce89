import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { createDeflate } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { Entered } from '../../domain/reading/entered.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { ENTERED_CONTRACT } from '../makers.ts';
import { diceOf } from './corpus/dice.ts';
import { throwInvoice } from './corpus/invoice.ts';
import { SCANNED_INVOICES } from './corpus/invoice-layouts.ts';
import { handMade } from './corpus/raw-pdf.ts';
import { aScanOf, scansOf } from './corpus/scans.ts';
import { aContractPdf, setPdf } from './pdfs.ts';
import { readWhole } from './read-whole.ts';

const pages = createPageReader();
afterAll(() => pages.stop());

const read = (file: Buffer) => readWhole(pages, file);

async function readingOf(file: Buffer): Promise<Reading> {
  const found = await read(file);
  if (!('reading' in found)) throw new Error(found.unreadable);
  return found.reading;
}

const outcomesIn = (found: Reading, entered: Entered): Record<string, string> =>
  Object.fromEntries(comparisonOf(entered, found).map(({ label, outcome }) => [label, outcome]));

const outcomes = async (file: Buffer): Promise<Record<string, string>> =>
  outcomesIn(await readingOf(file), ENTERED_CONTRACT);

test.each([
  ['lines', 'a PDF', 'none'],
  ['digital', 'a jpg', 'total'],
  ['paper', 'a png', 'none'],
] as const)(
  'the %s form of an invoice is read in %s',
  async (form, kind, fault) => {
    const layout = SCANNED_INVOICES[form];
    if (!layout) throw new Error(form);
    const { said, entered, right } = throwInvoice(diceOf(5), layout.isDigital, fault);
    const pdf = await layout.set(said);
    const [jpeg = Buffer.alloc(0)] = await scansOf(pdf, { skew: 0.8, stamped: true });
    const file = {
      'a PDF': () => aScanOf(pdf, { skew: 0.8, stamped: true }),
      'a jpg': () => jpeg,
      'a png': () => pngOf(jpeg),
    };
    const found = await readingOf(await file[kind]());
    expect(outcomesIn(found, entered)).toEqual(right);
    const printed = Object.keys(right).map((label) => [label, 'matches']);
    expect(outcomesIn(found, { ...entered, invoiceTotal: said.total })).toEqual(Object.fromEntries(printed));
  },
  120_000,
);

const pngOf = async (jpeg: Buffer): Promise<Buffer> => {
  const picture = await loadImage(jpeg);
  const copy = createCanvas(picture.width, picture.height);
  copy.getContext('2d').drawImage(picture, 0, 0);
  return copy.toBuffer('image/png');
};

/** What the first page of a contract says; the second has its day. */
const FIRST_PAGE = {
  ...Object.fromEntries(Object.keys(ENTERED_CONTRACT).map((label) => [label, 'matches'])),
  signedOn: 'notFound',
};

test('a photo of a page is read: narrower at its top, darker at a corner, in coarse JPEG', async () => {
  expect(await outcomes(photoOf(await aPage()))).toEqual(FIRST_PAGE);
}, 120_000);

test('a faint copy is read', async () => {
  const page = await aPage();
  const context = page.getContext('2d');
  context.fillStyle = 'rgba(250, 250, 248, 0.62)';
  context.fillRect(0, 0, page.width, page.height);
  expect(await outcomes(page.toBuffer('image/jpeg', 70))).toEqual(FIRST_PAGE);
}, 120_000);

let firstPage: Promise<Buffer | undefined> | undefined;

/** The first page of a contract, scanned once. */
async function aPage(): Promise<Canvas> {
  firstPage ??= aContractPdf().then(async (pdf) => (await scansOf(pdf))[0]);
  const picture = await loadImage((await firstPage) ?? Buffer.alloc(0));
  const page = createCanvas(picture.width, picture.height);
  page.getContext('2d').drawImage(picture, 0, 0);
  return page;
}

/** A page seen by a camera held askew over it, on a dark table. */
function photoOf(page: Canvas): Buffer {
  const photo = createCanvas(page.width + 160, page.height + 120);
  const context = photo.getContext('2d');
  context.fillStyle = '#5b4a3c';
  context.fillRect(0, 0, photo.width, photo.height);
  for (let row = 0; row < page.height; row += 1) {
    const share = 0.93 + (0.07 * row) / page.height;
    const width = page.width * share;
    context.drawImage(page, 0, row, page.width, 1, 80 + (page.width - width) / 2, 60 + row, width, 1.5);
  }
  const light = context.createLinearGradient(0, 0, photo.width, photo.height);
  light.addColorStop(0, 'rgba(0, 0, 0, 0)');
  light.addColorStop(1, 'rgba(0, 0, 0, 0.45)');
  context.fillStyle = light;
  context.fillRect(0, 0, photo.width, photo.height);
  return photo.toBuffer('image/jpeg', 50);
}

test('values in a shaky hand are told right or not at all', async () => {
  const lines = [
    ['技术服务合同'],
    ['合同编号：', 'HT-2026-001'],
    ['甲方：', '河南云帆智能装备有限公司'],
    ['乙方：', '郑州启元科技咨询有限公司'],
    ['合同总金额：人民币', '50,000.00', '元'],
    ['其中创新券支付', '30,000.00', '元，企业自付', '20,000.00', '元。'],
    ['签订日期：', '2026年11月2日'],
  ];
  const found = await readingOf(byHand(lines));
  const told = outcomesIn(found, ENTERED_CONTRACT);
  expect(Object.entries(told).filter(([, outcome]) => outcome === 'differs')).toEqual([]);
  const otherwise = { ...ENTERED_CONTRACT, contractNumber: 'HT-2026-007', partyB: '郑州启明科技咨询有限公司' };
  expect(outcomesIn(found, otherwise)).not.toMatchObject({ contractNumber: 'matches', partyB: 'matches' });
}, 120_000);

/** Lines whose second, fourth … part is written by hand: each sign turned, moved and sized by chance. */
function byHand(lines: readonly (readonly string[])[]): Buffer {
  const dice = diceOf(3);
  const page = createCanvas(1240, 900);
  const context = page.getContext('2d');
  context.fillStyle = '#fdfdfb';
  context.fillRect(0, 0, page.width, page.height);
  context.fillStyle = '#1c2a58';
  for (const [row, parts] of lines.entries()) {
    let x = 90;
    for (const [index, part] of parts.entries())
      for (const sign of part) {
        const isWritten = index % 2 === 1;
        const off = (most: number): number => (isWritten ? dice.whole(-most * 100, most * 100) / 100 : 0);
        context.save();
        context.font = `${34 + off(6)}px Seal`;
        context.translate(x, 110 + row * 100 + off(6));
        context.rotate((off(14) * Math.PI) / 180);
        context.transform(1, 0, isWritten ? -0.25 : 0, 1, 0, 0);
        context.fillText(sign, 0, 0);
        x += context.measureText(sign).width + off(3);
        context.restore();
      }
  }
  return page.toBuffer('image/jpeg', 80);
}

/** Pages with a few lines each: the time of finding lines goes by the area. */
const LOW = { pageSize: { width: 595, height: 260 } };

test('of two contracts in one file both totals are shown, and neither is a match', async () => {
  const page = (number: string, total: string): string[] => [
    '技术服务合同',
    `合同编号：${number}`,
    '甲方：河南云帆智能装备有限公司',
    '乙方：郑州启元科技咨询有限公司',
    `合同总金额：人民币${total}元`,
  ];
  const both = await setPdf(
    [...page('HT-2026-001', '50,000.00'), { text: '', pageBreak: 'before' }, ...page('HT-2026-002', '64,000.00')],
    LOW,
  );
  const found = await read(await aScanOf(both));
  const compared = 'reading' in found ? comparisonOf(ENTERED_CONTRACT, found.reading) : [];
  expect(compared.find(({ label }) => label === 'contractNumber')?.places.map(({ page: at }) => at)).toEqual([2, 1]);
  expect(compared.find(({ label }) => label === 'orderAmount')).toMatchObject({
    outcome: 'several',
    places: [{ page: 2 }, { page: 1 }],
  });
}, 120_000);

test('a picture of nothing is a scan without text, and so is one of a seal', async () => {
  const [white = Buffer.alloc(0)] = await scansOf(await setPdf([' '], LOW), { noise: 0 });
  const [seal = Buffer.alloc(0)] = await scansOf(await setPdf([' '], LOW), { stamped: true, skew: 2 });
  expect(await read(white)).toEqual({ unreadable: 'scanned' });
  expect(await read(seal)).toEqual({ unreadable: 'scanned' });
}, 120_000);

test('a blank page between two of a contract changes nothing', async () => {
  const whole = await aScanOf(
    await setPdf(
      [
        '合同编号：HT-2026-001',
        '甲方：河南云帆智能装备有限公司',
        { text: ' ', pageBreak: 'before' },
        { text: '合同总金额：人民币50,000.00元', pageBreak: 'before' },
      ],
      LOW,
    ),
  );
  expect(await outcomes(whole)).toMatchObject({ contractNumber: 'matches', partyA: 'matches', orderAmount: 'matches' });
}, 120_000);

test('a picture of 20,000 × 20,000 points in a PDF is left out before room for it is taken', async () => {
  expect(await read(await aPacked(20_000))).toEqual({ unreadable: expect.stringMatching(/scanned|heavy|broken/) });
  expect(await outcomes(await aContractPdf())).toMatchObject({ orderAmount: 'matches' });
}, 120_000);

/** A page whose one picture has so many points a side, each of one bit, packed. */
async function aPacked(side: number): Promise<Buffer> {
  const deflate = createDeflate({ level: 1 });
  const packing = buffer(deflate);
  for (let row = 0; row < side; row += 1) deflate.write(Buffer.alloc(side / 8, 0xff));
  deflate.end();
  const packed = await packing;
  const content = 'q 595 0 0 842 0 0 cm /P Do Q';
  return handMade([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
      ),
      packed,
      Buffer.from('\nendstream'),
    ]),
  ]);
}
