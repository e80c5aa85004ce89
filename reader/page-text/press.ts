import type { OPS as Operations } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { textsOf } from './font.ts';
import type { Font, FontGlyph } from './font.ts';
import { hidingOf } from './hiding.ts';
import type { Paint, Picture, Struck } from './hiding.ts';
import { boxOf, compose, holds, IDENTITY, matrixOf, moved, pointAt, shared } from './matrix.ts';
import type { Box, Matrix } from './matrix.ts';

/** How text is set at one moment. */
interface Setting {
  readonly ctm: Matrix;
  readonly fill: string;
  readonly alpha: number;
  readonly font: Font | undefined;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  readonly mode: number;
  /** Nothing is painted beyond it; undefined: the whole page. */
  readonly clip: Box | undefined;
}

const INVISIBLE = 3;
/** A path of four lines, as numbers. */
const RECTANGLE_NUMBERS = 16;

/** Where fonts, pictures and layers lie that the instructions name. */
interface Source {
  readonly font: (id: string) => Font | undefined;
  readonly picture: (id: string) => Picture | undefined;
  readonly isShown: (layer: unknown) => boolean;
}

/** Follows the instructions of a page. A class, because they change one state step by step. */
export class Press {
  readonly struck: Struck[] = [];
  readonly paints: Paint[] = [];
  private readonly saved: Setting[] = [];
  /** Whether each part of the page that is marked, from the outermost, is shown. */
  private readonly marked: boolean[] = [];
  private isClipping = false;
  private text: Matrix = IDENTITY;
  private line: Matrix = IDENTITY;
  private now: Setting;

  private readonly ops: typeof Operations;
  private readonly source: Source;

  constructor(ops: typeof Operations, base: Matrix, source: Source) {
    this.ops = ops;
    this.source = source;
    this.now = {
      ctm: base,
      fill: '#000000',
      alpha: 1,
      font: undefined,
      size: 0,
      charSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      leading: 0,
      rise: 0,
      mode: 0,
      clip: undefined,
    };
  }

  follow(order: number, fn: number, args: readonly unknown[]): void {
    const OPS = this.ops;
    const [first, second] = args as readonly number[];
    switch (fn) {
      case OPS.save:
        this.saved.push(this.now);
        return;
      case OPS.paintFormXObjectBegin:
        this.saved.push(this.now);
        if (args[0]) this.set({ ctm: compose(this.now.ctm, matrixOf(args[0])) });
        return;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.now = this.saved.pop() ?? this.now;
        return;
      case OPS.transform:
        return this.set({ ctm: compose(this.now.ctm, matrixOf(args)) });
      case OPS.setFillRGBColor:
        return this.set({ fill: String(args[0]) });
      case OPS.setFillColorN:
        return this.set({ fill: '' });
      case OPS.setGState:
        for (const [key, value] of (args[0] ?? []) as [string, unknown][])
          if (key === 'ca') this.set({ alpha: Number(value) });
        return;
      case OPS.setFont:
        return this.set({ font: this.source.font(String(args[0])), size: second ?? 0 });
      case OPS.setCharSpacing:
        return this.set({ charSpacing: first ?? 0 });
      case OPS.setWordSpacing:
        return this.set({ wordSpacing: first ?? 0 });
      case OPS.setHScale:
        return this.set({ scale: (first ?? 100) / 100 });
      case OPS.setLeading:
        return this.set({ leading: first ?? 0 });
      case OPS.setTextRise:
        return this.set({ rise: first ?? 0 });
      case OPS.setTextRenderingMode:
        return this.set({ mode: first ?? 0 });
      default:
        this.place(order, fn, args);
    }
  }

  private set(change: Partial<Setting>): void {
    this.now = { ...this.now, ...change };
  }

  private place(order: number, fn: number, args: readonly unknown[]): void {
    const OPS = this.ops;
    const [first = 0, second = 0] = args as readonly number[];
    switch (fn) {
      case OPS.beginText:
        this.begin(IDENTITY);
        return;
      case OPS.setTextMatrix:
        return this.begin(matrixOf(args.length === 1 ? args[0] : args));
      case OPS.setLeadingMoveText:
        this.set({ leading: -second });
        return this.begin(moved(this.line, first, second));
      case OPS.moveText:
        return this.begin(moved(this.line, first, second));
      case OPS.nextLine:
        return this.begin(moved(this.line, 0, -this.now.leading));
      case OPS.beginMarkedContent:
        this.marked.push(true);
        return;
      case OPS.beginMarkedContentProps:
        this.marked.push(args[0] !== 'OC' || this.source.isShown(args[1]));
        return;
      case OPS.endMarkedContent:
        this.marked.pop();
        return;
      case OPS.clip:
      case OPS.eoClip:
        this.isClipping = true;
        return;
      case OPS.showText:
        return this.strike(order, (args[0] ?? []) as readonly (FontGlyph | number)[]);
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        return this.paintPicture(order, args[0]);
      case OPS.constructPath:
        this.paintPath(order, args);
    }
  }

  /** A picture over what was struck before it, unless the page is set to let that shine through. */
  private paintPicture(order: number, id: unknown): void {
    const picture = typeof id === 'string' ? this.source.picture(id) : (id as Picture);
    if (!picture || this.now.alpha < 0.9 || this.marked.includes(false)) return;
    const box = boxOf(this.now.ctm, [0, 0, 1, 1]);
    this.paints.push({ box, color: null, order, hides: hidingOf(picture, this.now.ctm) });
  }

  private begin(matrix: Matrix): void {
    [this.line, this.text] = [matrix, matrix];
  }

  /** A filled rectangle; other shapes do not cover the box around them. */
  private paintPath(order: number, [operation, paths, extent]: readonly unknown[]): void {
    const OPS = this.ops;
    const box = extent ? boxOf(this.now.ctm, cornersOf(extent as ArrayLike<number>)) : undefined;
    if (this.isClipping && box) this.set({ clip: shared(this.now.clip, box) });
    this.isClipping = false;
    const isFilled = operation === OPS.fill || operation === OPS.eoFill || operation === OPS.fillStroke;
    const [path] = (paths ?? []) as readonly (ArrayLike<number> | null)[];
    if (!isFilled || !box || this.now.alpha < 0.9 || (path?.length ?? 0) > RECTANGLE_NUMBERS) return;
    if (!this.marked.includes(false)) this.paints.push({ box, color: this.now.fill || null, order });
  }

  private strike(order: number, glyphs: readonly (FontGlyph | number)[]): void {
    const { font, size, charSpacing, wordSpacing, scale, rise, ctm, fill, alpha, mode, clip } = this.now;
    const vertical = font?.vertical ?? false;
    const em = size * Math.abs(font?.fontMatrix?.[0] ?? 0.001);
    const texts = textsOf(glyphs, font);
    const start = pointAt(compose(ctm, this.text), 0, rise);
    for (const [index, glyph] of glyphs.entries()) {
      if (typeof glyph === 'number') {
        this.text = vertical
          ? moved(this.text, 0, (-glyph * size) / 1000)
          : moved(this.text, (-glyph * size * scale) / 1000, 0);
        continue;
      }
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      const down = glyph.vmetric ?? font?.defaultVMetrics;
      const advance = vertical ? (down?.[0] ?? -1000) * em - spacing : (glyph.width * em + spacing) * scale;
      const at = compose(ctm, this.text);
      const [x, y] = vertical ? pointAt(at, (-glyph.width * em) / 2, -0.88 * size) : pointAt(at, 0, rise);
      const [toX, toY] = pointAt(at, vertical ? 0 : advance, vertical ? advance : rise);
      const [fromX, fromY] = vertical ? pointAt(at, 0, 0) : [x, y];
      this.struck.push({
        text: texts[index] ?? '',
        x,
        y,
        width: Math.hypot(toX - fromX, toY - fromY) * (isPair(texts, glyphs, index) ? 2 : 1),
        size: size * Math.hypot(at[2], at[3]),
        angle: (Math.round((Math.atan2(toY - fromY, toX - fromX) * 1800) / Math.PI) / 10 + 360) % 360,
        fill,
        start,
        unseen:
          mode === INVISIBLE ||
          alpha < 0.05 ||
          this.marked.includes(false) ||
          (clip !== undefined && !holds(clip, ...pointAt(at, advance / 2, rise + size / 3))),
        order,
      });
      this.text = vertical ? moved(this.text, 0, advance) : moved(this.text, advance, 0);
    }
  }
}

const cornersOf = (extent: ArrayLike<number>): readonly [number, number, number, number] => {
  const [left = 0, top = 0, right = 0, bottom = 0] = Array.from(extent);
  return [left, top, right, bottom];
};

/** Whether a sign and the next are the two bytes of one character. */
const isPair = (texts: readonly string[], glyphs: readonly unknown[], index: number): boolean =>
  texts[index] !== '' && texts[index + 1] === '' && typeof glyphs[index + 1] === 'object';
