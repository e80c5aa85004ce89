import { formOf } from './models.ts';
import type { Picture } from './picture.ts';
import { recognise } from './recognise.ts';
import type { Recognised } from './recognise.ts';
import type { Strip } from './strips.ts';

/** The widths at which a line is read again, in parts of its own: the network looks at other columns of points then. */
const [NARROWER, WIDER] = [0.8, 1.25];
/** A sign that the other readings do not have, or beside which they have another, is hardly sure. */
const DOUBTED = 0.5;
/** What stands around a blank that may be none may agree with what was entered; it is not sure enough to differ. */
const PERHAPS_PARTED = 0.85;

/**
 * Reads a line at two widths, and at a third when they disagree. A sign that the network drops lowers the likelihood of no other
 * sign, but it is hardly dropped at every width. Two readings that agree are the line; of three that do not, the surest is,
 * and what the others do not have is doubted.
 *
 * @param own the reading at the line's own width, when there is one
 */
export async function readLine(picture: Picture, strip: Strip, own?: Recognised): Promise<Recognised> {
  const readings = [own ?? (await recognise(picture, strip)), await recognise(picture, strip, NARROWER)].map(signsOf);
  const [first = [], second = []] = readings;
  if (isSame(first, second)) return lineOf(united(first, second));
  const third = signsOf(await recognise(picture, strip, WIDER));
  for (const one of readings) if (isSame(one, third)) return lineOf(united(one, third));
  const [surest = [], ...others] = [first, second, third].toSorted((one, other) => meanOf(other) - meanOf(one));
  return lineOf(doubted(surest, others));
}

interface Sign {
  readonly sign: string;
  /** The same for signs that say the same. */
  readonly form: string;
  readonly sure: number;
  /** How sure the blank before it is; 0 for none. */
  readonly blank: number;
}

/** Blanks, and lines on which something is filled in. */
const FILL = /^[\s_＿]$/u;

function signsOf({ text, signs }: Recognised): Sign[] {
  let blank = 0;
  return Array.from(text).flatMap((sign, at) => {
    const sure = signs[at] ?? 0;
    if (FILL.test(sign)) {
      blank = Math.max(blank, sure);
      return [];
    }
    const one = { sign, form: formOf(sign), sure, blank };
    blank = 0;
    return [one];
  });
}

function lineOf(signs: readonly Sign[]): Recognised {
  const set = signs.flatMap(({ sign, sure, blank }, at) =>
    blank > 0 && at > 0
      ? [
          { sign: ' ', sure: blank },
          { sign, sure },
        ]
      : [{ sign, sure }],
  );
  return { text: set.map(({ sign }) => sign).join(''), signs: set.map(({ sure }) => sure) };
}

const isSame = (one: readonly Sign[], other: readonly Sign[]): boolean =>
  one.length === other.length && one.every(({ form }, at) => form === other[at]?.form);

/** One line of two readings of the same signs: each as sure as in its surer reading, and a blank only where both have one. */
function united(one: readonly Sign[], other: readonly Sign[]): Sign[] {
  const blanks = one.map(({ blank }, at) => Math.min(blank, other[at]?.blank ?? 0));
  const isPerhapsParted = (at: number): boolean =>
    blanks[at] === 0 && Math.max(one[at]?.blank ?? 0, other[at]?.blank ?? 0) > 0 && isWithinWord(one, at);
  return one.map((sign, at) => {
    const sure = Math.max(sign.sure, other[at]?.sure ?? 0);
    const isParted = isPerhapsParted(at) || isPerhapsParted(at + 1);
    return { ...sign, sure: isParted ? Math.min(sure, PERHAPS_PARTED) : sure, blank: blanks[at] ?? 0 };
  });
}

const FIGURE = /^[A-Za-z0-9]$/;
const isWithinWord = (signs: readonly Sign[], at: number): boolean =>
  [signs[at - 1], signs[at]].every((one) => one !== undefined && FIGURE.test(one.form));

/** A reading whose signs are doubted where all others read otherwise. */
function doubted(one: readonly Sign[], others: readonly (readonly Sign[])[]): Sign[] {
  const votes = others.map((other) => doubtsOf(one, other));
  return one.map((sign, at) =>
    votes.every((doubts) => doubts[at]) ? { ...sign, sure: Math.min(sign.sure, DOUBTED) } : sign,
  );
}

/** Of each sign of a reading whether another has none in its place, or more beside it. */
function doubtsOf(one: readonly Sign[], other: readonly Sign[]): boolean[] {
  const pairs = pairsOf(one, other);
  const doubts = one.map((_, at) => pairs[at] === undefined);
  let [next, missed] = [0, 0];
  for (const [at, place] of pairs.entries()) {
    if (place === undefined) {
      missed += 1;
      continue;
    }
    if (place - next > missed) for (const beside of [at - 1, at]) if (beside >= 0) doubts[beside] = true;
    [next, missed] = [place + 1, 0];
  }
  if (other.length - next > missed && doubts.length > 0) doubts[doubts.length - 1] = true;
  return doubts;
}

/** Of each sign of a reading its place in another, by the longest sequence that both have. */
function pairsOf(one: readonly Sign[], other: readonly Sign[]): (number | undefined)[] {
  const longest = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  const at = (first: number, second: number): number => longest[first]?.[second] ?? 0;
  const isPair = (first: number, second: number): boolean => one[first]?.form === other[second]?.form;
  for (let first = one.length - 1; first >= 0; first -= 1)
    for (let second = other.length - 1; second >= 0; second -= 1) {
      const row = longest[first];
      if (!row) continue;
      row[second] = isPair(first, second)
        ? at(first + 1, second + 1) + 1
        : Math.max(at(first + 1, second), at(first, second + 1));
    }
  const pairs: (number | undefined)[] = [];
  let second = 0;
  for (let first = 0; first < one.length; first += 1) {
    while (second < other.length && !isPair(first, second) && at(first, second + 1) === at(first, second)) second += 1;
    const isPaired = second < other.length && isPair(first, second);
    pairs.push(isPaired ? second : undefined);
    if (isPaired) second += 1;
  }
  return pairs;
}

const meanOf = (signs: readonly Sign[]): number =>
  signs.length === 0 ? 0 : signs.reduce((sum, { sure }) => sum + sure, 0) / signs.length;
