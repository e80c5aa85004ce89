import type { Fen } from '../../domain/fen.ts';
import { groupedYuan } from '../../domain/fen.ts';

interface Line {
  readonly grantedFen: Fen;
  readonly availableFen: Fen;
  readonly heldFen: Fen;
  readonly committedFen: Fen;
  readonly redeemedFen: Fen;
  readonly lapsedFen: Fen;
}

/** The parts of a voucher line, always in this order, with what they are filled by. @source D20 */
const PARTS = [
  ['available', 'availableFen', 'b-available'],
  ['held', 'heldFen', 'b-held-part'],
  ['committed', 'committedFen', 'b-committed'],
  ['redeemed', 'redeemedFen', 'b-redeemed'],
  ['lapsed', 'lapsedFen', 'b-lapsed-part'],
] as const;

export type Part = (typeof PARTS)[number][0];

/** A voucher line drawn to scale: granted = available + held + committed + redeemed + lapsed. @source D20 */
export function balanceBar(line: Line) {
  let from = 0;
  return PARTS.flatMap(([part, column, fill]) => {
    const amountFen = line[column];
    const width = line.grantedFen === 0 ? 0 : (100 * amountFen) / line.grantedFen;
    const drawn = {
      part,
      fill,
      x: from.toFixed(2),
      width: width.toFixed(2),
      amount: groupedYuan(amountFen),
      cut: from > 0,
    };
    from += width;
    return amountFen === 0 ? [] : [drawn];
  });
}

/** All five parts of a line, those of nothing too. @source D20 */
export const balanceParts = (line: Line) =>
  PARTS.map(([part, column, fill]) => ({ part, fill, amount: groupedYuan(line[column]), zero: line[column] === 0 }));
