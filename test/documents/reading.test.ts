import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import type { Read } from '../../domain/reading/reading.ts';
import { createPageReader } from '../../reader/page-reader.ts';
import { readWhole } from './read-whole.ts';
import { ENTERED_CONTRACT, yuan } from '../makers.ts';
import { aBomb, aCircle, aContractPdf, aPicture, aScan, setPdf } from './pdfs.ts';

const pages = createPageReader();
afterAll(() => pages.stop());

const read = (pdf: Buffer): Promise<Read> => readWhole(pages, pdf);

async function outcomes(pdf: Buffer): Promise<Record<string, string>> {
  const found = await read(pdf);
  if (!('reading' in found)) throw new Error(found.unreadable);
  return Object.fromEntries(
    comparisonOf(ENTERED_CONTRACT, found.reading).map(({ label, outcome }) => [label, outcome]),
  );
}

const ALL = Object.fromEntries(Object.keys(ENTERED_CONTRACT).map((label) => [label, 'matches']));

test('a contract with an embedded subset typeface is read, and each value stands where it was entered', async () => {
  expect(await outcomes(await aContractPdf())).toEqual(ALL);
});

test('a contract that says another total, or another day, differs in that alone', async () => {
  const lower = await aContractPdf({ total: '45,000.00', capitals: '肆万伍仟元整' });
  expect(await outcomes(lower)).toEqual({ ...ALL, orderAmount: 'differs' });
  expect(await outcomes(await aContractPdf({ signedOn: '2025年11月2日' }))).toEqual({ ...ALL, signedOn: 'differs' });
});

test('an amount found stands with its page and what is around it', async () => {
  const found = await read(await aContractPdf());
  expect(found).toMatchObject({
    reading: {
      amounts: expect.arrayContaining([
        {
          value: 5_000_000,
          label: 'orderAmount',
          page: 1,
          excerpt: expect.stringContaining('合同总金额为人民币50,000.00元'),
        },
      ]),
      days: [{ page: 2 }, { page: 2 }],
    },
  });
});

test('a scan has no text', async () => {
  expect(await read(await aScan())).toEqual({ unreadable: 'scanned' });
});

test('a file with a password is locked', async () => {
  expect(await read(await setPdf(['合同'], { userPassword: 'secret' }))).toEqual({ unreadable: 'locked' });
});

test.each([
  ['nothing but a head', () => Buffer.from('%PDF-1.4\n')],
  ['noise', () => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(100_000, 0xa5)])],
  ['pages that hold each other', aCircle],
])('%s cannot be opened, and the next file is read', async (_name, pdf) => {
  expect(await read(pdf())).toEqual({ unreadable: expect.stringMatching(/broken|scanned/) });
});

test('half of a file is read as far as it goes, or not at all', async () => {
  const whole = await aContractPdf();
  const half = await read(whole.subarray(0, whole.length / 2));
  expect('reading' in half || half.unreadable === 'broken' || half.unreadable === 'scanned').toBe(true);
});

test('a file that unpacks to more than there is room for costs its reader, and no one else', async () => {
  expect(await read(aBomb(700))).toEqual({ unreadable: expect.stringMatching(/heavy|broken|scanned/) });
  expect(await outcomes(await aContractPdf())).toEqual(ALL);
}, 90_000);

/** Papers as they really come, and what is right of each where not all seven match. Made for this purpose; nothing in them is real. */
const CASES: readonly (readonly [
  string,
  Partial<Record<keyof typeof ENTERED_CONTRACT, string>>,
  Partial<typeof ENTERED_CONTRACT>?,
])[] = [
  ['cid-gbk-euc-h', {}],
  ['cid-unigb-ucs2-h', {}],
  ['mixed-fonts-lower-total', { orderAmount: 'differs' }],
  ['gbk-bytes-simple-font', {}],
  ['acroform-no-appearance', {}],
  ['freetext-annotations', {}],
  ['char-space-3', {}],
  [
    'amount-in-cells',
    { signedOn: 'notFound', orderAmount: 'notFound', voucherAmount: 'notFound', selfPaid: 'notFound' },
  ],
  ['double-struck-amount', {}],
  ['two-columns', { contractNumber: 'notFound' }],
  ['comma-before-amount', {}],
  ['days-after-amount', {}],
  ['vat-exclusive-first', {}],
  ['words-figures-disagree', { orderAmount: 'differs' }],
  ['unit-wan', { orderAmount: 'differs' }],
  ['jiao-fen', {}, { orderAmount: yuan('50000.50'), selfPaid: yuan('20000.50') }],
  ['white-text-amount', { orderAmount: 'differs' }],
  ['radicals-supplement', {}, { partyA: '河南示范农业科技有限公司' }],
  ['lead-newline', {}],
];

test.each(CASES)('%s is read as it stands on the page', async (name, right, otherwise = {}) => {
  const found = await read(readFileSync(new URL(`cases/${name}.pdf`, import.meta.url)));
  if (!('reading' in found)) throw new Error(found.unreadable);
  const compared = comparisonOf({ ...ENTERED_CONTRACT, ...otherwise }, found.reading);
  expect(Object.fromEntries(compared.map(({ label, outcome }) => [label, outcome]))).toEqual({ ...ALL, ...right });
});

test.each([
  ['opaque', 255, 'notFound', [{ page: 1, text: expect.stringContaining('合同总金额') }]],
  ['transparent', 0, 'matches', []],
])('under a picture that is %s', async (_, alpha, orderAmount, unseen) => {
  const picture = { image: aPicture(alpha), width: 400, height: 30, absolutePosition: { x: 40, y: 38 } };
  const found = await read(
    await setPdf([
      '合同总金额：50,000.00元',
      picture,
      { text: '甲方委托乙方提供技术服务，双方达成如下协议。', margin: [0, 60, 0, 0] },
    ]),
  );
  if (!('reading' in found)) throw new Error(found.unreadable);
  expect(found.reading.unseen).toEqual(unseen);
  expect(comparisonOf(ENTERED_CONTRACT, found.reading)).toContainEqual(
    expect.objectContaining({ label: 'orderAmount', outcome: orderAmount }),
  );
});

test('text that nobody sees is told and takes no part', async () => {
  const found = await read(readFileSync(new URL('cases/white-text-amount.pdf', import.meta.url)));
  expect(found).toMatchObject({ reading: { unseen: [{ page: 1, text: '合同总金额50,000.00元' }], pagesUnread: 0 } });
});

test.each([
  ['user-password', 'locked'],
  ['fake-header', 'broken'],
])('%s is said to be %s', async (name, why) => {
  expect(await read(readFileSync(new URL(`cases/${name}.pdf`, import.meta.url)))).toEqual({ unreadable: why });
});
