import type { TabCounts } from '../../../db/reads/order-list.ts';
import type { Language } from '../../../domain/language.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import { shortCount } from '../pager.ts';
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
