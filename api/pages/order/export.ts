import type { Account } from '../../../db/reads/account.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import { listOrderPage } from '../../../db/reads/order-list.ts';
import type { Language } from '../../../domain/language.ts';
import { read } from '../../forms/read.ts';
import { filterOf, orderQuery } from '../../actions/order-list.ts';
import type { PageHandler } from '../page.ts';
import type { Portal } from '../../actions/portal.ts';
import { EXPORT_COLUMNS, EXPORT_WORDS, EXPORTED_AT_MOST, headingsIn } from '../../documents/order-columns.ts';
import { sendTable } from '../../documents/send-table.ts';
import type { Cell, TableForm } from '../../documents/table.ts';

/** Orders read at once: the most that lie in memory while CSV goes out. */
const READ_AT_ONCE = 500;

const exportQuery = orderQuery.omit({ limit: true, after: true, before: true });
type ExportQuery = ReturnType<(typeof exportQuery)['parse']>;

/**
 * What the order list's filter shows, as a file: the list's own query, rights and order, 10 000 rows at most, and a last
 * row that says so when there are more.
 *
 * @source L92, L95, D26
 */
export const exportOrders =
  (form: TableForm): PageHandler =>
  async (portal, visit, response) => {
    const { account } = visit;
    const { language } = visit;
    const given = Object.entries(visit.query).filter(([name, value]) => name in exportQuery.shape && value !== '');
    const query = read(exportQuery, Object.fromEntries(given));
    const table = {
      name: EXPORT_WORDS[language].name,
      headings: headingsIn(language),
      rows: listExportRows(portal, account, query, language),
      total: EXPORT_WORDS[language].total,
      totalInCsv: false,
    };
    await sendTable(portal, response, table, form);
  };

async function* listExportRows(
  portal: Portal,
  account: Account,
  query: ExportQuery,
  language: Language,
): AsyncGenerator<readonly Cell[]> {
  let count = 0;
  for await (const file of eachOrder(portal, account, query)) {
    count += 1;
    if (count > EXPORTED_AT_MOST) {
      yield [EXPORT_WORDS[language].cut, ...EXPORT_COLUMNS.slice(1).map(() => null)];
      return;
    }
    yield EXPORT_COLUMNS.map(({ cell }) => cell(file, language));
  }
}

/** The orders the asker may see, in the order of the list, read page by page. */
async function* eachOrder({ db }: Portal, account: Account, query: ExportQuery): AsyncGenerator<OrderRecord> {
  for (let after: { placedAt: string; id: string } | undefined; ;) {
    const files = await listOrderPage(db, account, filterOf(query), {
      state: query.state,
      sort: query.sort,
      after,
      limit: READ_AT_ONCE,
    });
    yield* files;
    const last = files.at(-1);
    if (!last || files.length < READ_AT_ONCE) return;
    after = { placedAt: last.placedAt, id: last.order.id };
  }
}
