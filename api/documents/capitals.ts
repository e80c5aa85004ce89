import Nzh from 'nzh';
import { formatYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** An amount in capitals, as contracts and payment slips write it beside the figures: 5000000 → 伍万元整. */
export const capitals = (amount: Fen): string =>
  Nzh.cn.toMoney(formatYuan(amount), { outSymbol: false, forceZheng: true });
