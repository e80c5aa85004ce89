import { wordTable } from '../../../domain/words.ts';

/** What stands below the sign between two amounts. */
export const INEQUALITY_WORDS = wordTable(
  { holds: '成立', wrong: '应为 ≥', open: '待定' },
  { holds: 'holds', wrong: 'must be ≥', open: 'open' },
);
