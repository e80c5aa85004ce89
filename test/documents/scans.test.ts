import { createCanvas } from '@napi-rs/canvas';
import { afterAll, expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { ENTERED_CONTRACT } from '../makers.ts';
import { handMade } from './corpus/raw-pdf.ts';
import { aScanOf, scansOf } from './corpus/scans.ts';
import { aContractPdf, setPdf } from './pdfs.ts';
import { readWhole } from './read-whole.ts';

const pages = createPageReader();
afterAll(() => pages.stop());

const read = (file: Buffer) => readWhole(pages, file);

const ALL = Object.fromEntries(Object.keys(ENTERED_CONTRACT).map((label) => [label, 'matches']));

async function outcomes(file: Buffer): Promise<Record<string, string>> {
  const found = await read(file);
  if (!('reading' in found)) throw new Error(found.unreadable);
  return Object.fromEntries(
    comparisonOf(ENTERED_CONTRACT, found.reading).map(({ label, outcome }) => [label, outcome]),
  );
}

test.each([
  ['askew, with a seal over its text', { skew: 2.4, stamped: true, dotsAnInch: 150, noise: 16 }],
  ['upside down', { turn: 180, skew: -1 }],
  ['on its side', { turn: 90, stamped: true }],
] as const)(
  'a scan that lies %s is read, and each value has its place',
  async (_, how) => {
    const scan = await aScanOf(await aContractPdf(), how);
    expect(await outcomes(scan)).toEqual(ALL);
  },
  120_000,
);

test('a scan of another total differs in that alone', async () => {
  const lower = await aContractPdf({ total: '45,000.00', capitals: '肆万伍仟元整' });
  expect(await outcomes(await aScanOf(lower, { stamped: true }))).toEqual({ ...ALL, orderAmount: 'differs' });
}, 120_000);

test('a coarse scan says nothing wrongly', async () => {
  const told = Object.values(await outcomes(await aScanOf(await aContractPdf(), { dotsAnInch: 72, noise: 24 })));
  expect(told.filter((outcome) => outcome === 'differs')).toEqual([]);
}, 120_000);

test('a picture of a contract is read as one page', async () => {
  const [jpeg = Buffer.alloc(0)] = await scansOf(await aContractPdf(), { skew: 1 });
  expect(await outcomes(jpeg)).toEqual({ ...ALL, signedOn: 'notFound' });
}, 120_000);

test('what was read in a picture says where it stands, and how surely', async () => {
  const found = await read(await aScanOf(await aContractPdf()));
  const [total] = 'reading' in found ? found.reading.amounts : [];
  expect(total).toMatchObject({ value: 5_000_000, page: 1, scan: { confidence: expect.any(Number) } });
  const [left = 0, top = 0, width = 0, height = 0] = total?.scan?.box ?? [];
  expect([left < 200, width > 600, top > 100 && top < 400, height > 5 && height < 60]).toEqual([
    true,
    true,
    true,
    true,
  ]);
}, 120_000);

test('a page with nothing but a seal has no text', async () => {
  expect(await read(await aScanOf(await setPdf([' ']), { stamped: true, noise: 20 }))).toEqual({
    unreadable: 'scanned',
  });
}, 120_000);

test.each([
  ['a page of 20,000 × 20,000 points', () => aHugePage()],
  ['a picture of 20,000 × 20,000 points', () => aHugePng()],
])(
  '%s is read within bounds, and so is the next file',
  async (_, file) => {
    expect(await read(file())).toEqual({ unreadable: expect.stringMatching(/scanned|heavy|broken/) });
    expect(await outcomes(await aContractPdf())).toEqual(ALL);
  },
  120_000,
);

/** A small picture drawn over a huge page. */
function aHugePage(): Buffer {
  const jpeg = createCanvas(16, 16).toBuffer('image/jpeg');
  const content = 'q 20000 0 0 20000 0 0 cm /P Do Q';
  return handMade([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20000 20000] /Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      ),
      jpeg,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

/** The head of a PNG that says so, and nothing behind it. */
function aHugePng(): Buffer {
  const png = createCanvas(1, 1).toBuffer('image/png');
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(20_000, 20);
  return png;
}

test('signs whose typeface does not say what they are, are read from the picture of their page', async () => {
  const pdf = Buffer.from((await aContractPdf()).toString('latin1').replaceAll('/ToUnicode', '/XoUnicode'), 'latin1');
  expect(await outcomes(pdf)).toEqual(ALL);
}, 60_000);

test.each([
  ['what the scanner itself has read', '甲方：河南云帆智能装备有限公司 本合同总金额为人民币50,000.00元', []],
  [
    'something else',
    '本合同另附补充条款一份，以补充条款的约定为准。',
    [{ page: 1, text: expect.stringContaining('补充条款') }],
  ],
])(
  'under a scan stands %s',
  async (_, text, unseen) => {
    const [picture = Buffer.alloc(0)] = await scansOf(await aContractPdf());
    const searchable = await setPdf([
      { image: `data:image/jpeg;base64,${picture.toString('base64')}`, width: 595, absolutePosition: { x: 0, y: 0 } },
      { text, opacity: 0, absolutePosition: { x: 60, y: 60 } },
    ]);
    expect(await read(searchable)).toMatchObject({ reading: { unseen } });
  },
  60_000,
);
