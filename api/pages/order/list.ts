import type { Response } from 'express';
import type { Account } from '../../../db/reads/account.ts';
import { ORDER_SORTS } from '../../../db/reads/order-page.ts';
import { listTurns } from '../../../db/reads/order-turns.ts';
import type { Language } from '../../../domain/language.ts';
import { read } from '../../forms/read.ts';
import { countBefore, countOrders, listCases, orderQuery, sumList } from '../../actions/order-list.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { isSummed, sumsView } from '../sums.ts';
import type { Query } from '../paths.ts';
import { noOrders } from './list-empty.ts';
import { columnsOf, rowOf, summedColumns } from './list-rows.ts';
import { tabsOf } from './list-tabs.ts';
import { turnsText } from './list-turns.ts';
import { LIST_WORDS } from './list-words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '20';

/** The orders one may see, in the guide's ten tabs and columns, with what waits for the reader. @source L92, L95 */
export async function showOrders(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const asked = readTexts(visit, ['state', 'q', 'from', 'to', 'sort', 'after', 'before', 'sum']);
  const showing = { language, now: new Date().toISOString() };
  const query = read(orderQuery, { limit: ROWS_A_PAGE, ...asked });
  const [list, counts, turns] = await Promise.all([
    listCases(portal, account, query, language),
    countOrders(portal, account, query),
    listTurns(portal.db, account),
  ]);
  const filter: Query = {
    state: query.state,
    q: query.q,
    from: query.from,
    to: query.to,
    sort: query.sort === 'oldest' ? query.sort : undefined,
  };
  const total = counts[query.state ?? 'all'];
  const [before, sums] = await Promise.all([
    countBefore(portal, account, query, list),
    isSummed(total, asked['sum'] === '1') ? sumList(portal, account, query) : null,
  ]);
  const here = { ...filter, after: asked.after, before: asked.before };
  const page = {
    ...pageOf(account, language, filter),
    here: paths.orders(here),
    sums: sumsView(sums && summedColumns(sums, language), {
      address: paths.orders({ ...here, sum: '1' }),
      columns: [3, 4],
      language,
    }),
    turns: turnsText(turns, language),
    exports: list.items.length > 0 && exportsOf(filter, language),
    tabs: tabsOf(counts, filter, language),
    rows: list.items.map((listed) => rowOf(listed, account, showing)),
    empty: list.items.length === 0 && noOrders(filter, counts, account, language),
    pager: pagerView(
      { before, rows: list.items.length, total },
      {
        next: list.next && paths.orders({ ...filter, after: list.next }),
        previous: list.previous && paths.orders({ ...filter, before: list.previous }),
      },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'order/list', page });
}

/** What the filter shows, to take away. */
const exportsOf = (filter: Query, language: Language) => [
  { href: paths.ordersExport('xlsx', filter), label: LIST_WORDS[language].exportXlsx },
  { href: paths.ordersExport('csv', filter), label: LIST_WORDS[language].exportCsv },
];

function pageOf(account: Account, language: Language, filter: Query) {
  const words = LIST_WORDS[language];
  const { from, to } = filter;
  return {
    words,
    title: words.orders,
    caption: filter['sort'] === 'oldest' ? words.captionOldest : words.caption,
    columns: columnsOf(words, account, filter['sort'] === 'oldest' ? 'ascending' : 'descending'),
    sorts: ORDER_SORTS.map((value) => ({
      value,
      label: value === 'oldest' ? words.oldest : words.newest,
      chosen: value === filter['sort'],
    })),
    filter,
    isFiltered: filter['q'] !== null || filter['from'] !== undefined || filter['to'] !== undefined,
    unfolded: [filter['from'], filter['to'], filter['sort']].some((set) => set !== undefined && set !== null),
    clear: paths.orders({ state: filter['state'], sort: filter['sort'] }),
    reversed: from !== undefined && to !== undefined && from !== null && to !== null && from > to && words.reversed,
  };
}
