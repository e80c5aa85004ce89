import { COUNTED_AT_MOST } from '../../../db/reads/counted.ts';
import type { TabCounts } from '../../../db/reads/order-list.ts';
import type { Language } from '../../../domain/language.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { LIST_WORDS } from './list-words.ts';

/** The ten tabs with their counts, which keep the search. @source L92 */
export function tabsOf(counts: TabCounts, filter: Query, language: Language) {
  const tab = (state: OrderState | 'all', label: string) => ({
    href: paths.orders({ ...filter, state: state === 'all' ? undefined : state }),
    label,
    count: shortCount(counts[state]),
    current: state === (filter['state'] ?? 'all'),
  });
  const states = Object.entries(ORDER_STATES) as [OrderState, (typeof ORDER_STATES)[OrderState]][];
  return [tab('all', LIST_WORDS[language].all), ...states.map(([state, texts]) => tab(state, texts[language]))];
}

/** How many orders a list holds in all, in words. */
export const countText = (count: number, language: Language): string =>
  interpolate(count === 1 ? LIST_WORDS[language].oneOrder : LIST_WORDS[language].ordersInAll, { n: shortCount(count) });

/** 1001 stands for more than a thousand. */
export const shortCount = (count: number): string => (count > COUNTED_AT_MOST ? '1,000+' : String(count));
