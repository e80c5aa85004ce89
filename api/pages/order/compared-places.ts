import type { Compared } from '../../../domain/reading/comparison.ts';
import type { Found } from '../../../domain/reading/found.ts';
import type { Box, PagePicture } from '../../../domain/reading/page.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import type { ComparedWords } from './compared-words.ts';

interface PlacesOf {
  readonly attachmentId: string;
  readonly pictures: readonly PagePicture[];
  /** What the value is called. */
  readonly label: string;
}

/**
 * The places of a value in its paper: of text the words around it, of pictures each line with how surely it was read. A line whose
 * picture is not kept has its page alone.
 */
export function drawPlaces(
  shown: Compared['places'],
  { attachmentId, pictures, label }: PlacesOf,
  words: ComparedWords,
) {
  const excerpts = shown.flatMap(({ excerpt, scan }) => (scan ? [] : `…${excerpt}…`));
  const scanned = shown.filter(isFirstAt);
  return {
    around: [...new Set(excerpts)],
    places: scanned.flatMap(({ page, scan }) => {
      const picture = pictures.find((one) => one.page === page);
      if (!scan || !picture || scan.box[3] > HEIGHT_AT_MOST) return [];
      const mark = onPicture(scan.box, picture);
      return {
        src: paths.pagePicture(attachmentId, page),
        height: picture.height,
        crop: cropAround(mark, picture),
        mark,
        alt: interpolate(words.placeAlt, { label, n: page }),
        whole: interpolate(words.placeWhole, { label, n: page }),
        page: scanned.length > 1 && interpolate(words.page, { n: page }),
        confidence: interpolate(words.confidence, { percent: Math.floor(scan.confidence * 100) }),
      };
    }),
  };
}

/** In thousandths of the page; what is higher is no line, but a value put together from several places. */
const HEIGHT_AT_MOST = 200;

/** Whether a place is not that of a former one: two values may stand in one line. */
const isFirstAt = ({ page, scan }: Found<unknown>, index: number, all: readonly Found<unknown>[]): boolean =>
  all.findIndex((one) => one.page === page && String(one.scan?.box) === String(scan?.box)) === index;

/** A rectangle in a picture, in thousandths of its width. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const onPicture = ([x, y, width, height]: Box, picture: PagePicture): Area => {
  const down = (thousandths: number): number => Math.round((thousandths * picture.height) / 1000);
  return { x, y: down(y), width, height: down(height) };
};

/** What is shown around a line, and the least of a page's width that is: a short line is not blown up. */
const [MARGIN, WIDTH_AT_LEAST] = [14, 560];

function cropAround({ x, y, width, height }: Area, picture: PagePicture): Area {
  const wide = Math.min(1000, Math.max(WIDTH_AT_LEAST, width + 2 * MARGIN));
  const left = Math.min(1000 - wide, Math.max(0, Math.round(x + width / 2 - wide / 2)));
  const top = Math.max(0, y - MARGIN);
  return { x: left, y: top, width: wide, height: Math.min(picture.height, y + height + MARGIN) - top };
}
