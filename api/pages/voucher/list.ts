import type { Response } from 'express';
import { z } from 'zod';
import { listOrdersNaming } from '../../../db/reads/ledger.ts';
import { listVoucherPage, listVisibleLines, maySeeWhole } from '../../../db/reads/voucher.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import { text } from '../../forms/fields.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { now } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { headView, lineView } from './view.ts';
import { VOUCHER_WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const VOUCHERS_A_PAGE = '10';
const NAMED_AT_MOST = 6;

interface Named {
  readonly number: string;
  readonly href: string;
}

const voucherQuery = z.object({ ...bothWaysById, q: text(100).optional() });

/**
 * The vouchers one may see: an enterprise its own, staff those of their companies, and an institution the lines that orders to
 * it name, without what moved them.
 *
 * @source L78, D26
 */
export async function showVouchers(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = VOUCHER_WORDS[language];
  const query = read(voucherQuery, { limit: VOUCHERS_A_PAGE, ...readTexts(visit, ['q', 'after', 'before']) });
  const rows = await listVoucherPage(portal.db, account, { ...query, limit: query.limit + 1 });
  const { rows: vouchers, next, previous } = pageBothWays(rows, query, (row) => [row.id]);
  const lines = await listVisibleLines(
    portal.db,
    account,
    vouchers.map(({ id }) => id),
  );
  const naming = await namingOrders(
    portal,
    account,
    lines.map(({ id }) => id),
  );
  const { today } = now();
  const page = {
    words,
    ...describeList(account, language),
    search: !account.roles.includes('enterprise'),
    q: query.q ?? '',
    clear: query.q !== undefined && paths.vouchers(),
    whole: maySeeWhole(account),
    vouchers: vouchers.map((voucher) => {
      const own = lines.filter(({ voucherId }) => voucherId === voucher.id);
      return {
        ...headView(voucher, own, today, language),
        lines: own.map((line) => ({
          ...lineView(line, language),
          ...namedView(naming.get(line.id) ?? [], words.more),
        })),
      };
    }),
    none: query.q === undefined ? noneText(account, language) : interpolate(words.noneFound, { q: query.q }),
    pager: (next ?? previous) !== null && {
      next: next && paths.vouchers({ q: query.q, after: next }),
      previous: previous && paths.vouchers({ q: query.q, before: previous }),
    },
  };
  return render(portal, visit, response, { status: 200, template: 'voucher/list', page });
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
