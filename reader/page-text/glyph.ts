/** One sign where it stands on its page, in the page's points from its upper left corner as it is read. */
export interface Glyph {
  readonly text: string;
  /** Where it begins on its base line, and how far it goes on. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** Which way its line runs, in degrees clockwise, to a tenth: about 0, 90, 180, 270; others stand askew, like a watermark. */
  readonly angle: number;
  /** Whether nobody sees it: white on white, tiny, off the page, under a picture. */
  readonly hidden: boolean;
  /** Which of the page's instructions that show text it is of, from 0; absent where there is none. */
  readonly shownBy?: number;
}
