import type { Response } from 'express';
import { z } from 'zod';
import { listOrdersNaming } from '../../../db/reads/ledger.ts';
import {
  countVouchers,
  listVoucherPage,
  listVisibleLines,
  maySeeWhole,
  sumVouchers,
} from '../../../db/reads/voucher.ts';
import type { LineRow, VoucherRow } from '../../../db/reads/voucher.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import { text } from '../../forms/fields.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { now } from '../../actions/moment.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { isSummed, sumsView } from '../sums.ts';
import { headView, lineView, rowView, summedColumns } from './view.ts';
import { VOUCHER_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** How many stand on a page: rows of staff's table, or panels with every line. */
const ROWS_A_PAGE = '20';
const PANELS_A_PAGE = '10';
const NAMED_AT_MOST = 6;

interface Named {
  readonly number: string;
  readonly href: string;
}

const voucherQuery = z.object({ ...bothWaysById, q: text(100).optional() });

/**
 * The vouchers one may see: an enterprise its own, staff those of their companies as a table, and an institution the lines
 * that orders to it name, without what moved them.
 *
 * @source L78, D26
 */
export async function showVouchers(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = VOUCHER_WORDS[language];
  const forStaff = account.organizationId === null;
  const asked = readTexts(visit, ['q', 'after', 'before', 'sum']);
  const query = read(voucherQuery, { limit: forStaff ? ROWS_A_PAGE : PANELS_A_PAGE, ...asked });
  const found = await listVoucherPage(portal.db, account, { ...query, limit: query.limit + 1 });
  const { rows, next, previous } = pageBothWays(found, query, (row) => [row.id]);
  const ids = rows.map(({ id }) => id);
  const first = previous === null ? undefined : ids[0];
  const [lines, counts] = await Promise.all([
    listVisibleLines(portal.db, account, ids),
    countVouchers(portal.db, account, { q: query.q, before: first }),
  ]);
  const sums =
    forStaff && isSummed(counts.total, asked['sum'] === '1')
      ? summedColumns(await sumVouchers(portal.db, account, { q: query.q }), language)
      : null;
  const shown = rows.map((voucher) => ({ voucher, own: lines.filter(({ voucherId }) => voucherId === voucher.id) }));
  const { today } = now();
  const page = {
    words,
    ...describeList(account, language),
    search: !account.roles.includes('enterprise'),
    q: query.q ?? '',
    clear: query.q !== undefined && paths.vouchers(),
    whole: maySeeWhole(account),
    table: forStaff,
    rows: forStaff && shown.map(({ voucher, own }) => rowView(voucher, own, today, language)),
    sums: sumsView(sums, {
      address: paths.vouchers({ q: query.q, after: asked.after, before: asked.before, sum: '1' }),
      columns: [2, 2],
      language,
    }),
    vouchers: forStaff ? [] : await panelsOf(portal, account, shown, language),
    none: query.q === undefined ? noneText(account, language) : interpolate(words.noneFound, { q: query.q }),
    pager: pagerView(
      { rows: rows.length, ...counts },
      {
        next: next && paths.vouchers({ q: query.q, after: next }),
        previous: previous && paths.vouchers({ q: query.q, before: previous }),
      },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'voucher/list', page });
}

interface Shown {
  readonly voucher: VoucherRow;
  readonly own: readonly LineRow[];
}

/** Vouchers with every line to scale, and for an institution the orders that name it. */
async function panelsOf(portal: Portal, account: Account, shown: readonly Shown[], language: Language) {
  const naming = await namingOrders(
    portal,
    account,
    shown.flatMap(({ own }) => own.map(({ id }) => id)),
  );
  const { today } = now();
  return shown.map(({ voucher, own }) => ({
    ...headView(voucher, own, today, language),
    lines: own.map((line) => ({
      ...lineView(line, language),
      ...namedView(naming.get(line.id) ?? [], VOUCHER_WORDS[language].more),
    })),
  }));
}

function describeList({ roles }: Account, language: Language) {
  const words = VOUCHER_WORDS[language];
  if (roles.includes('enterprise')) return { title: words.mine, text: words.mineText };
  if (roles.includes('institution')) return { title: words.lookUp, text: words.lookUpText };
  return { title: words.vouchers, text: words.staffText };
}

function noneText({ roles }: Account, language: Language): string {
  const words = VOUCHER_WORDS[language];
  return roles.includes('institution') ? words.noneLookUp : words.noneMine;
}

/** The newest of them, and how many more there are. */
const namedView = (orders: readonly Named[], more: string) => ({
  orders: orders.slice(0, NAMED_AT_MOST),
  more: orders.length > NAMED_AT_MOST && interpolate(more, { n: orders.length - NAMED_AT_MOST }),
});

/** For an institution, the orders that let it see a line. */
async function namingOrders(portal: Portal, { roles, organizationId }: Account, lineIds: readonly string[]) {
  const naming = new Map<string, Named[]>();
  if (!roles.includes('institution') || organizationId === null) return naming;
  for (const { id, number, lineId } of await listOrdersNaming(portal.db, lineIds, organizationId))
    naming.set(lineId, [...(naming.get(lineId) ?? []), { number, href: paths.order(id) }]);
  return naming;
}
