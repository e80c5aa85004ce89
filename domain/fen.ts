/** Money: whole fen of CNY, never negative. 1 yuan = 100 fen. */
export type Fen = number & { readonly unit: 'fen' };

/** The most a single amount may be: 9 999 999 999.99 yuan, far below 2^53 fen. */
export const MAX_FEN = 999_999_999_999 as Fen;

export const ZERO_FEN = 0 as Fen;

/**
 * A whole, non-negative number of fen as money.
 *
 * @throws Error when `count` is not a safe whole number ≥ 0: a broken assumption, never a user's mistake
 */
export function fen(count: number): Fen {
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`not an amount in fen: ${count}`);
  return count as Fen;
}

const YUAN = /^(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,2}))?$/;

/**
 * Yuan as people and machines write them ("50000", "50000.5", "50000.00") in fen.
 *
 * @returns undefined for anything else: signs, exponents, separators, full-width digits, a third decimal, more than {@link MAX_FEN}
 */
export function parseYuan(text: string): Fen | undefined {
  const match = YUAN.exec(text);
  if (!match) return undefined;
  const [, yuan = '', decimals = ''] = match;
  return fen(Number(yuan) * 100 + Number(decimals.padEnd(2, '0')));
}

const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?$/;

/**
 * An amount as people type it, plain: "¥50,000.00", "５００００。００" with a Chinese keyboard, "50000元". What is no amount either
 * way ("1,20") stays as it was typed, to be refused and shown again.
 */
export function plainYuan(typed: string): string {
  const said = typed.normalize('NFKC').replaceAll('。', '.').trim();
  const bare = said.replace(/^[¥￥]\s*/, '').replace(/\s*元$/, '');
  const plain = GROUPED.test(bare) ? bare.replaceAll(',', '') : bare;
  return parseYuan(plain) === undefined ? typed : plain;
}

/** Fen as a decimal string of yuan with two places: 5000000 → "50000.00". */
export const formatYuan = (amount: Fen): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

/** An amount as people read it, with its thousands apart: "50000.00" → "50,000.00". */
export const grouped = (amount: string): string => amount.replaceAll(/\B(?=(?:\d{3})+\.)/g, ',');

/** Fen as people read them: 5000000 → "50,000.00". */
export const groupedYuan = (amount: Fen): string => grouped(formatYuan(amount));

/** The smaller of two amounts. */
export const minFen = (first: Fen, second: Fen): Fen => (first < second ? first : second);

/** The sum of two amounts, which may exceed {@link MAX_FEN}. */
export const addFen = (first: Fen, second: Fen): Fen => fen(first + second);

/**
 * What is left of `from` when `taken` is gone.
 *
 * @throws Error when more is taken than there is
 */
export const subtractFen = (from: Fen, taken: Fen): Fen => fen(from - taken);

/** The sum of any number of amounts; nothing of none. */
export const sumFen = (amounts: readonly Fen[]): Fen => fen(amounts.reduce<number>((sum, amount) => sum + amount, 0));

/**
 * A whole percentage of an amount, rounded down to the fen. The only division of money there is.
 *
 * @param percent whole, 0–100
 * @source L152, D1
 */
export const floorShareFen = (amount: Fen, percent: number): Fen =>
  fen(Number((BigInt(amount) * BigInt(percent)) / 100n));
