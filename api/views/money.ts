import { z } from 'zod';
import { formatYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** Money as the interface says it. */
export const Money = z
  .object({ amount: z.string(), currency: z.literal('CNY') })
  .meta({ id: 'Money', examples: [{ amount: '50000.00', currency: 'CNY' }] });
export type Money = z.output<typeof Money>;

/** Fen as the interface writes money: a decimal string and its currency. */
export const money = (amount: Fen): Money => ({ amount: formatYuan(amount), currency: 'CNY' });

/** The same, and null for what is not known yet. */
export const moneyOrNull = (amount: Fen | null): Money | null => (amount === null ? null : money(amount));

/** Something with a name, as it stands in other things. */
export const Named = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });

/** An instant, RFC 3339 with the offset of Shanghai. */
export const Time = z.string().meta({ format: 'date-time' });
export const Day = z.string().meta({ format: 'date' });
