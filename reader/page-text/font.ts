/** A sign of a font as the reader of PDFs describes it. Widths are thousandths of the size. */
export interface FontGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly originalCharCode: number;
  readonly vmetric?: readonly [number, number, number] | null;
}

/** A font of a page, as far as it is needed to place its signs. */
export interface Font {
  readonly name?: string;
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly missingFile?: boolean;
  readonly defaultVMetrics?: readonly [number, number, number];
}

/** The texts of signs; bytes of GBK in a simple font, two to a character, as old programs wrote them. */
export function textsOf(glyphs: readonly (FontGlyph | number)[], font: Font | undefined): string[] {
  const texts = glyphs.map((glyph) => (typeof glyph === 'number' ? '' : glyph.unicode));
  if (!font?.missingFile || !/GB|Song|Hei|Kai|Fang|宋|黑|楷|仿/iu.test(font.name ?? '')) return texts;
  const signs = glyphs.filter((glyph) => typeof glyph !== 'number');
  if (signs.some(({ originalCharCode }) => originalCharCode > 0xff)) return texts;
  const decoder = new TextDecoder('gbk');
  for (let index = 0; index < glyphs.length - 1; index += 1) {
    const [high, low] = [codeOf(glyphs[index]), codeOf(glyphs[index + 1])];
    if (high < 0x81 || low < 0x40) continue;
    texts[index] = decoder.decode(Uint8Array.of(high, low));
    texts[index + 1] = '';
    index += 1;
  }
  return texts;
}

const codeOf = (glyph: FontGlyph | number | undefined): number =>
  typeof glyph === 'object' ? glyph.originalCharCode : -1;
