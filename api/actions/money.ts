import { formatYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** Money as it is shown: yuan as a decimal string, and the currency. */
export interface Money {
  amount: string;
  currency: 'CNY';
}

/** Fen as the interface writes money: a decimal string and its currency. */
export const money = (amount: Fen): Money => ({ amount: formatYuan(amount), currency: 'CNY' });

/** The same, and null for what is not known yet. */
export const moneyOrNull = (amount: Fen | null): Money | null => (amount === null ? null : money(amount));
