import type { Response } from 'express';
import { z } from 'zod';
import { countMovements, listMovements } from '../../../db/reads/ledger.ts';
import { listVisibleLines, findVoucher, maySeeWhole } from '../../../db/reads/voucher.ts';
import { insistFound, Refused } from '../../actions/errors.ts';
import { id } from '../../forms/fields.ts';
import { bothWaysByNumber, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { now } from '../../actions/moment.ts';
import type { Portal } from '../../actions/portal.ts';
import { readId, readTexts } from '../query-params.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { entriesView } from './entries.ts';
import { headView, lineView, totalsView } from './view.ts';
import { VOUCHER_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ENTRIES_A_PAGE = '20';
const entryQuery = z.object({ ...bothWaysByNumber, line: id.optional() });

/** A voucher: its balances, and every movement of its money with the order that moved it; not for institutions. @source D20, D26 */
export async function showVoucher(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const voucherId = readId(visit, 'id', 'voucher.not-found');
  if (!maySeeWhole(account)) throw new Refused('voucher.not-found');
  const { language } = visit;
  const words = VOUCHER_WORDS[language];
  const query = read(entryQuery, { limit: ENTRIES_A_PAGE, ...readTexts(visit, ['line', 'after', 'before']) });
  const [row, lines] = await Promise.all([
    findVoucher(portal.db, account, voucherId),
    listVisibleLines(portal.db, account, [voucherId]),
  ]);
  const voucher = insistFound(row, 'voucher.not-found');
  const shownLines = query.line === undefined ? lines : lines.filter((line) => line.id === query.line);
  const lineIds = shownLines.map((line) => line.id);
  const entries = await listMovements(portal.db, lineIds, { ...query, limit: query.limit + 1 });
  const { rows, next, previous } = pageBothWays(entries, query, (entry) => [entry.id]);
  const filter = { line: query.line };
  const page = {
    words,
    title: headView(voucher, lines, now().today, language).kind,
    voucher: headView(voucher, lines, now().today, language),
    products: account.roles.includes('enterprise') && paths.products({ fits: '1' }),
    listTitle: account.roles.includes('enterprise') ? words.mine : words.vouchers,
    totals: totalsView(lines, language),
    lines: lines.map((line) => lineView(line, language)),
    choices:
      lines.length > 1 &&
      lines.map((line) => ({
        id: line.id,
        label: lineView(line, language).direction,
        chosen: line.id === query.line,
      })),
    entries: await entriesView(portal, { account, lineIds, rows, language }),
    pager: pagerView(
      { rows: rows.length, ...(await countMovements(portal.db, lineIds, previous === null ? undefined : rows[0]?.id)) },
      {
        next: next && paths.voucher(voucherId, { ...filter, after: next }),
        previous: previous && paths.voucher(voucherId, { ...filter, before: previous }),
      },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'voucher/show', page });
}
