/** A PDF written by hand: objects of these bodies, numbered from 1; the first is the catalog. */
export function handMade(bodies: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, body] of bodies.entries()) {
    offsets.push(at);
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(part);
    at += part.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** How old programs write Chinese without embedding a typeface. */
export type Encoding = 'GBK-EUC-H' | 'UniGB-UCS2-H' | 'bytes';

/** How the signs of a line are set. */
export interface Setting {
  readonly encoding: Encoding;
  /** Points between signs. */
  readonly spacing?: number;
  /** Each line again a quarter of a point beside itself, to look bold. */
  readonly twice?: boolean;
  /** What every page does before its first text. */
  readonly before?: string;
  /** Entries of the catalog and of each page's resources, and objects that they name: with one page, from 8. */
  readonly catalog?: string;
  readonly resources?: string;
  readonly objects?: readonly string[];
  /** Each page's annotations. */
  readonly annotations?: string;
}

/** A text at its place: points from the left and the lower edge of an A4 page. */
export interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** In points; 11 when absent. */
  readonly size?: number;
  /** Whether it runs down the page. */
  readonly turned?: boolean;
}

/** Lines of text, on as many pages as they need, in a typeface that is not embedded. */
export function setLines(lines: readonly string[], setting: Setting): Buffer {
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += LINES_A_PAGE) pages.push(lines.slice(at, at + LINES_A_PAGE));
  return setPlaced(
    pages.map((page) => page.map((text, index) => ({ text, x: 60, y: 790 - index * 20 }))),
    setting,
  );
}

/** Texts at their places, page by page, in a typeface that is not embedded. */
export function setPlaced(
  pages: readonly (readonly Placed[])[],
  {
    encoding,
    spacing = 0,
    twice = false,
    before = '',
    catalog = '',
    resources = '',
    objects = [],
    annotations,
  }: Setting,
): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2 + FONT_OBJECTS} 0 R`).join(' ');
  const bodies: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...fontOf(encoding),
  ];
  for (const page of pages) {
    const text = page
      .flatMap((placed) => (twice ? [0, 0.25] : [0]).map((shift) => ({ ...placed, x: placed.x + shift })))
      .map((placed) => `${spacing} Tc ${textAt(placed, encoding)}`)
      .join('\n');
    const content = `${before}\n${text}`;
    const own = bodies.length + 1;
    bodies.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> ${resources} >> ${annotations === undefined ? '' : `/Annots ${annotations} `}/Contents ${own + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return handMade([...bodies, ...objects]);
}

/** The instructions that set a text at its place. */
export const textAt = ({ text, x, y, size = 11, turned = false }: Placed, encoding: Encoding): string =>
  `BT /F1 ${size} Tf ${turned ? '0 -1 1 0' : '1 0 0 1'} ${x} ${y} Tm <${encode(text, encoding)}> Tj ET`;

const LINES_A_PAGE = 36;
const FONT_OBJECTS = 2;

function fontOf(encoding: Encoding): string[] {
  const descriptor =
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 680 /StemV 80 >>';
  if (encoding === 'bytes')
    return [
      `<< /Type /Font /Subtype /TrueType /BaseFont /FangSong_GB2312 /FirstChar 0 /LastChar 255 /Widths [${Array(256).fill(500).join(' ')}] /FontDescriptor 5 0 R /Encoding /WinAnsiEncoding >>`,
      'null',
      descriptor.replace('/SimSun', '/FangSong_GB2312'),
    ];
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 [500] 2 94 500 814 939 500] /FontDescriptor 5 0 R >>',
    descriptor,
  ];
}

const encode = (text: string, encoding: Encoding): string =>
  encoding === 'UniGB-UCS2-H' ? Buffer.from(text, 'utf16le').swap16().toString('hex') : gbk(text).toString('hex');

/** Every character of two bytes, and its bytes. */
const GBK: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 0x7e }, (_, high) => high + 0x81).flatMap((high) =>
    Array.from({ length: 0xbf }, (_, low) => low + 0x40).map((low): [string, number] => [
      new TextDecoder('gbk').decode(Uint8Array.of(high, low)),
      high * 256 + low,
    ]),
  ),
);

/** A text as programs for Chinese wrote it before Unicode. */
export function gbk(text: string): Buffer {
  const bytes = Array.from(text.replaceAll('¥', '￥')).flatMap((sign) => {
    const pair = GBK.get(sign);
    if (pair !== undefined) return [pair >> 8, pair & 0xff];
    const code = sign.charCodeAt(0);
    if (code > 0x7f) throw new Error(`GBK has no ${sign}`);
    return [code];
  });
  return Buffer.from(bytes);
}
