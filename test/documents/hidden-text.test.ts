import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { ENTERED_CONTRACT } from '../makers.ts';
import { pagesOf } from './corpus/measure.ts';
import { setLines, textAt } from './corpus/raw-pdf.ts';
import type { Setting } from './corpus/raw-pdf.ts';

/** A contract without its total, from the upper edge down to 690. */
const LINES = [
  '技术服务合同',
  '合同编号：HT-2026-001',
  '甲方：河南云帆智能装备有限公司',
  '乙方：郑州启元科技咨询有限公司',
  '其中创新券支付30,000.00元，企业自付20,000.00元',
  '签订日期：2026年11月2日',
];
const ENCODING = 'GBK-EUC-H';
/** The total, at 60, 600, and as it is written behind a setting of text. */
const total = (size = 11): string => textAt({ text: '合同总金额：50,000.00元', x: 60, y: 600, size }, ENCODING);
const TOTAL = total();

type Page = Omit<Setting, 'encoding'>;
async function readOrderAmount(content: string, page: Page) {
  const pages = await pagesOf(setLines(LINES, { encoding: ENCODING, ...page, before: content }));
  const reading = readingOf(pages);
  if (!reading) throw new Error('no text');
  const compared = comparisonOf(ENTERED_CONTRACT, reading);
  const outcomes = Object.fromEntries(compared.map(({ label, outcome }) => [label, outcome]));
  expect(outcomes).toMatchObject({ contractNumber: 'matches', partyA: 'matches', voucherAmount: 'matches' });
  return { outcome: outcomes['orderAmount'], unseen: reading.unseen };
}

const object = (entries: string, stream: string): string =>
  `<< ${entries} /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
const form = (entries: string, stream: string): string =>
  object(`/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> ${entries}`, stream);
/** A picture of one point, white or of a mask. */
const picture = (entries: string, point: string): string =>
  object(`/Type /XObject /Subtype /Image /Width 1 /Height 1 ${entries}`, point);
const XOBJECT: Page = { resources: '/XObject << /X 8 0 R >>' };
const state = (entries: string): Page => ({ resources: `/ExtGState << /G << ${entries} >> >>` });
const annotation = (entries: string): Page => ({ annotations: `[<< /Type /Annot ${entries} >>]` });
const OVER = '55 594 m 60 612 l 400 612 l 405 608 l 405 594 l h';

/** A line that is seen where the total stands, and what is set on it. */
const FILLER = textAt({ text: '本合同由甲乙双方在平等自愿的基础上订立', x: 60, y: 600 }, ENCODING);
const onSeen = (hidden: string): string => `${FILLER} q 1 0 0 1 0 3 cm ${hidden} Q`;

const HIDDEN: readonly (readonly [string, string, Page?])[] = [
  ['under a rectangle', `${TOTAL} 1 1 1 rg 50 590 400 25 re f 0 g`],
  ['under a polygon', `${TOTAL} 1 1 1 rg ${OVER} f 0 g`],
  ['under two rectangles of one path', `${TOTAL} 1 1 1 rg 50 590 100 25 re 150 590 300 25 re f 0 g`],
  ['under a thick line', `${TOTAL} 1 1 1 RG 25 w 50 602 m 450 602 l S 0 G`],
  [
    'under three layers that are almost opaque',
    `${TOTAL} q /G gs 1 1 1 rg ${'50 590 400 25 re f '.repeat(3)} Q`,
    state('/ca 0.89'),
  ],
  [
    'under a shading',
    `${TOTAL} q 50 590 400 25 re W n /S sh Q`,
    {
      resources:
        '/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >> /Extend [true true] >> >>',
    },
  ],
  [
    'under a picture',
    `${TOTAL} q 400 0 0 25 50 590 cm /X Do Q`,
    { ...XOBJECT, objects: [picture('/ColorSpace /DeviceGray /BitsPerComponent 8', '\u007f')] },
  ],
  [
    'under many small pictures',
    `${TOTAL} ${Array.from({ length: 20 }, (_, at) => `q 21 0 0 25 ${50 + at * 20} 590 cm /X Do Q`).join(' ')}`,
    { ...XOBJECT, objects: [picture('/ColorSpace /DeviceGray /BitsPerComponent 8', '\u007f')] },
  ],
  [
    'under a mask that is filled',
    `${TOTAL} q 1 1 1 rg 400 0 0 25 50 590 cm /X Do Q`,
    { ...XOBJECT, objects: [picture('/ImageMask true /BitsPerComponent 1', '\0')] },
  ],
  [
    'under a stamp',
    TOTAL,
    {
      ...annotation('/Subtype /Stamp /Rect [50 590 450 615] /F 4 /AP << /N 8 0 R >>'),
      objects: [form('', '1 1 1 rg 0 0 595 842 re f')],
    },
  ],
  ['white on white', `1 1 1 rg ${TOTAL} 0 g`],
  ['hardly darker than the page', `0.93 g ${TOTAL} 0 g`],
  ['of the color of what lies below', `0.2 g 50 590 400 25 re f 0.25 g ${TOTAL} 0 g`],
  [
    'in the pattern of the page',
    `/Pattern cs /P scn ${TOTAL} 0 g`,
    {
      resources: '/Pattern << /P 8 0 R >>',
      objects: [
        object(
          '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 50 50] /XStep 50 /YStep 50 /Resources << >>',
          '1 1 1 rg 0 0 50 50 re f',
        ),
      ],
    },
  ],
  ['that is neither filled nor stroked', `3 Tr ${TOTAL} 0 Tr`],
  ['whose outline is white', `1 1 1 RG 1 Tr ${TOTAL} 0 Tr 0 G`],
  ['of three points', total(3)],
  ['beside the paper', `q 1 0 0 1 600 0 cm ${TOTAL} Q`],
  ['above the paper', `q 1 0 0 1 0 300 cm ${TOTAL} Q`],
  ['outside of what is clipped', `q 0 0 595 500 re W n ${TOTAL} Q`],
  ['outside of a clip that is no rectangle', `q 50 700 m 500 700 l 500 500 l h W n ${TOTAL} Q`],
  ['that is transparent', `q /G gs ${TOTAL} Q`, state('/ca 0.04')],
  [
    'outside of its own frame',
    '/X Do',
    { ...XOBJECT, objects: [form('', TOTAL).replace('[0 0 595 842]', '[0 0 10 10]')] },
  ],
  [
    'in a group that is transparent',
    'q /G gs /X Do Q',
    {
      resources: '/XObject << /X 8 0 R >> /ExtGState << /G << /ca 0 >> >>',
      objects: [form('/Group << /S /Transparency >>', `/H gs ${TOTAL}`)],
    },
  ],
  ['that is neither filled nor stroked, on a line that is seen', onSeen(`3 Tr ${TOTAL} 0 Tr`)],
  ['white, on a line that is seen', onSeen(`1 1 1 rg ${TOTAL} 0 g`)],
  ['that is transparent, on a line that is seen', onSeen(`q /G gs ${TOTAL} Q`), state('/ca 0.02')],
  ['far beside the paper, on a line that is seen', `${FILLER} q 1 0 0 1 900 0 cm ${TOTAL} Q`],
  ['that lightens what it is painted on', `q /G gs ${TOTAL} Q`, state('/BM /Screen')],
  [
    'behind a mask of black',
    `q /G gs ${TOTAL} Q`,
    {
      ...state('/SMask << /S /Luminosity /G 8 0 R >>'),
      objects: [form('/Group << /S /Transparency /CS /DeviceGray >>', '0 g 0 0 595 842 re f')],
    },
  ],
];

test.each(HIDDEN)('text %s is told, and takes part in nothing', async (_, content, page = {}) => {
  const { outcome, unseen } = await readOrderAmount(content, page);
  expect(outcome).toBe('notFound');
  expect(unseen).toEqual([{ page: 1, text: expect.stringContaining('合同总金额') }]);
});

const SEEN: readonly (readonly [string, string, Page?])[] = [
  ['on a dark ground', `0.1 g 50 590 400 25 re f 1 g ${TOTAL} 0 g`],
  ['of a pale color', `0.7 0.2 0.2 rg ${TOTAL} 0 g`],
  [
    'on a picture',
    `q 400 0 0 25 50 590 cm /X Do Q ${TOTAL}`,
    {
      ...XOBJECT,
      objects: [picture('/ColorSpace /DeviceGray /BitsPerComponent 8', '\u007f')],
    },
  ],
  ['under the ring of a seal', `${TOTAL} 1 0 0 RG 3 w 80 560 80 80 re S 0 G`],
  ['that is marked', `${TOTAL} q /G gs 1 1 0 rg 50 590 400 25 re f Q`, state('/BM /Multiply')],
  ['of five points', total(5)],
  ['whose outline alone is painted', `1 Tr ${TOTAL} 0 Tr`],
  ['in a frame', '/X Do', { ...XOBJECT, objects: [form('', TOTAL)] }],
];

test.each(SEEN)('text %s is read', async (_, content, page = {}) => {
  expect(await readOrderAmount(content, page)).toEqual({ outcome: 'matches', unseen: [] });
});

const field = (appearance: string, rect = '[55 590 455 615]'): Page => ({
  annotations: `[<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /Rect ${rect} /DA (/Helv 11 Tf 0 g) /V <${utf16('合同总金额：50,000.00元')}> /AP << /N 8 0 R >> >>]`,
  objects: [form('', appearance).replace('[0 0 595 842]', '[0 0 400 25]')],
});
const utf16 = (text: string): string => `feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}`;
const inField = (text: string): string => textAt({ text, x: 5, y: 8 }, ENCODING);

test('where text clips what is painted after it, nothing of the page is read', async () => {
  const content = `q BT /F1 11 Tf 7 Tr 1 0 0 1 60 500 Tm <c3d7> Tj ET 0.5 g 0 0 595 842 re f Q 1 1 1 rg ${TOTAL} 0 g`;
  const [page] = await pagesOf(setLines(LINES, { encoding: ENCODING, before: content }));
  expect(page?.text).not.toContain('合同总金额');
});

test('signs of a seal that are text do not take the line they stand on with them', async () => {
  const seal = textAt({ text: '专用章', x: 120, y: 597, size: 14 }, ENCODING);
  const { outcome } = await readOrderAmount(`${TOTAL} 1 0 0 rg ${seal} 0 g`, {});
  expect(outcome).toBe('matches');
});

/** A field is what the page shows of it, whatever the file says it holds. */
test.each([
  ['shows its value', field(inField('合同总金额：50,000.00元')), 'matches'],
  ['shows another amount', field(inField('合同总金额：45,000.00元')), 'differs'],
  ['shows nothing', field(''), 'notFound'],
  ['stands beside the paper', field(inField('合同总金额：50,000.00元'), '[2000 590 2400 615]'), 'notFound'],
  ['has no room', field(inField('合同总金额：50,000.00元'), '[60 600 60 600]'), 'notFound'],
])('of a field that %s, only that is read', async (_, page, outcome) => {
  expect((await readOrderAmount('', page)).outcome).toBe(outcome);
});
