import { textsOf } from './font.ts';
import type { Font, FontGlyph } from './font.ts';
import type { Glyph } from './glyph.ts';
import { compose, IDENTITY, matrixOf, moved, pointAt } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import type { Ops } from './load-pdf.ts';

/** How text is set at one moment. */
interface Setting {
  readonly ctm: Matrix;
  readonly font: Font | undefined;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  /** Whether what is painted may leave nothing on a white page, in ways that our painting of it does not follow. */
  readonly isLightened: boolean;
  readonly isMasked: boolean;
  /** Whether text is neither filled nor stroked, or only clips what follows. */
  readonly isInvisible: boolean;
}

/** Ways of setting text: this paints nothing, and those from the second on clip what is painted after. */
const [INVISIBLE, CLIPPING] = [3, 4];
/** Ways of painting in which black stays black on white. */
const DARKENING: ReadonlySet<unknown> = new Set(['source-over', 'multiply', 'darken', 'color-burn']);

/** Follows what the instructions of a page say of its text. A class, because they change one state step by step. */
export class TextState {
  /** The signs it has shown, in their order. */
  readonly shown: Glyph[] = [];
  /** Whether text has clipped what is painted after it, so that the page without its text shows more than it does with it. */
  isClippedByText = false;
  private shows = 0;
  private readonly saved: Setting[] = [];
  private text: Matrix = IDENTITY;
  private line: Matrix = IDENTITY;
  private now: Setting;
  private readonly first: Setting;

  private readonly ops: Ops;
  private readonly fontOf: (id: string) => Font | undefined;

  constructor(ops: Ops, base: Matrix, fontOf: (id: string) => Font | undefined) {
    this.ops = ops;
    this.fontOf = fontOf;
    this.now = {
      ctm: base,
      font: undefined,
      size: 0,
      charSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      leading: 0,
      rise: 0,
      isLightened: false,
      isMasked: false,
      isInvisible: false,
    };
    this.first = this.now;
  }

  /** Counts an instruction that is not followed. */
  pass(fn: number): void {
    if (fn === this.ops.showText) this.shows += 1;
  }

  follow(fn: number, args: readonly unknown[]): void {
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
      case OPS.beginAnnotation:
        this.saved.push(this.now);
        return this.set({
          ...this.first,
          ctm: compose(compose(this.first.ctm, matrixOf(args[2])), matrixOf(args[3])),
        });
      case OPS.endAnnotation:
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.now = this.saved.pop() ?? this.now;
        return;
      case OPS.transform:
        return this.set({ ctm: compose(this.now.ctm, matrixOf(args)) });
      case OPS.setGState:
        for (const [key, value] of (args[0] ?? []) as [string, unknown][])
          if (key === 'BM') this.set({ isLightened: !DARKENING.has(value) });
          else if (key === 'SMask') this.set({ isMasked: Boolean(value) });
        return;
      case OPS.setFont:
        return this.set({ font: this.fontOf(String(args[0])), size: second ?? 0 });
      case OPS.setCharSpacing:
        return this.set({ charSpacing: first ?? 0 });
      case OPS.setWordSpacing:
        return this.set({ wordSpacing: first ?? 0 });
      case OPS.setHScale:
        return this.set({ scale: (first ?? 100) / 100 });
      case OPS.setLeading:
        return this.set({ leading: first ?? 0 });
      case OPS.setTextRenderingMode:
        this.isClippedByText ||= (first ?? 0) >= CLIPPING;
        return this.set({ isInvisible: first === INVISIBLE || (first ?? 0) >= CLIPPING });
      case OPS.setTextRise:
        return this.set({ rise: first ?? 0 });
      default:
        this.place(fn, args);
    }
  }

  private set(change: Partial<Setting>): void {
    this.now = { ...this.now, ...change };
  }

  private place(fn: number, args: readonly unknown[]): void {
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
      case OPS.showText:
        this.show((args[0] ?? []) as readonly (FontGlyph | number)[]);
    }
  }

  private begin(matrix: Matrix): void {
    [this.line, this.text] = [matrix, matrix];
  }

  private show(glyphs: readonly (FontGlyph | number)[]): void {
    const { font, size, charSpacing, wordSpacing, scale, rise, ctm, isLightened, isMasked, isInvisible } = this.now;
    const vertical = font?.vertical ?? false;
    const em = size * Math.abs(font?.fontMatrix?.[0] ?? 0.001);
    const texts = textsOf(glyphs, font);
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
      this.shown.push({
        text: texts[index] ?? '',
        x,
        y,
        width: Math.hypot(toX - fromX, toY - fromY) * (isPair(texts, glyphs, index) ? 2 : 1),
        size: size * Math.hypot(at[2], at[3]),
        angle: (Math.round((Math.atan2(toY - fromY, toX - fromX) * 1800) / Math.PI) / 10 + 360) % 360,
        hidden: isLightened || isMasked || isInvisible,
        shownBy: this.shows,
      });
      this.text = vertical ? moved(this.text, 0, advance) : moved(this.text, advance, 0);
    }
    this.shows += 1;
  }
}

/** Whether a sign and the next are the two bytes of one character. */
const isPair = (texts: readonly string[], glyphs: readonly unknown[], index: number): boolean =>
  texts[index] !== '' && texts[index + 1] === '' && typeof glyphs[index + 1] === 'object';
