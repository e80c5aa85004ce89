/** A transformation of the plane: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const compose = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

/** A matrix whose origin has moved on, along its own axes. */
export const moved = (matrix: Matrix, x: number, y: number): Matrix => compose(matrix, [1, 0, 0, 1, x, y]);

/** Where a point comes to stand. */
export const pointAt = ([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** What a program hands over as six numbers in any list. */
export function matrixOf(numbers: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = Array.from((numbers ?? []) as ArrayLike<number>);
  return [a, b, c, d, e, f];
}

/** A rectangle whose sides are parallel to the axes. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box around what a transformation makes of a box. */
export function boxOf(matrix: Matrix, [left, top, right, bottom]: readonly [number, number, number, number]): Box {
  const corners = [
    pointAt(matrix, left, top),
    pointAt(matrix, right, top),
    pointAt(matrix, left, bottom),
    pointAt(matrix, right, bottom),
  ];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** Whether a point lies in a box. */
export const holds = ({ left, top, right, bottom }: Box, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;
