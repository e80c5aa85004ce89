import { z } from 'zod';
import { listMovements } from '../../../db/reads/ledger.ts';
import { listVoucherPage, listVisibleLines, findVoucher, maySeeWhole } from '../../../db/reads/voucher.ts';
import { ok } from '../answer.ts';
import { insistFound, Refused } from '../../actions/errors.ts';
import { id } from '../../forms/fields.ts';
import { byId, byNumber, cutPage, pageOf } from '../../forms/page.ts';
import { route } from '../route.ts';
import { voucherOfOrder } from '../../actions/voucher.ts';
import { entryJson, EntrySchema, voucherJson, VoucherSchema } from '../views/voucher.ts';

const params = z.object({ id });

/** Vouchers: whole for their owner and for staff, the line its order names for an institution. @source L78, D26 */
export const voucherRoutes = [
  route({
    method: 'get',
    path: '/api/vouchers',
    by: 'signedIn',
    tag: 'vouchers',
    summary: 'Vouchers one may see, newest first',
    query: z.object(byId),
    answers: { 200: pageOf(VoucherSchema) },
    handle: async ({ db }, { account, query }) => {
      const { rows, next } = cutPage(
        await listVoucherPage(db, account, { ...query, limit: query.limit + 1 }),
        query.limit,
        (row) => [row.id],
      );
      const lines = await listVisibleLines(
        db,
        account,
        rows.map((row) => row.id),
      );
      return ok({ items: rows.map((row) => voucherJson(row, lines)), next });
    },
  }),
  route({
    method: 'get',
    path: '/api/vouchers/{id}',
    by: 'signedIn',
    tag: 'vouchers',
    summary: 'A voucher with the balances of its lines',
    params,
    missing: 'voucher.not-found',
    answers: { 200: VoucherSchema },
    handle: async ({ db }, { account, params: { id: voucherId } }) => {
      const [voucher, lines] = await Promise.all([
        findVoucher(db, account, voucherId),
        listVisibleLines(db, account, [voucherId]),
      ]);
      return ok(voucherJson(insistFound(voucher, 'voucher.not-found'), lines));
    },
  }),
  route({
    method: 'get',
    path: '/api/vouchers/{id}/entries',
    by: 'signedIn',
    tag: 'vouchers',
    summary: "The movements of a voucher's money, newest first",
    params,
    missing: 'voucher.not-found',
    query: z.object({ ...byNumber, lineId: id.optional().describe('Only of this line') }),
    answers: { 200: pageOf(EntrySchema) },
    handle: async ({ db }, { account, params: { id: voucherId }, query, language }) => {
      if (!maySeeWhole(account)) throw new Refused('voucher.not-found');
      const [voucher, lines] = await Promise.all([
        findVoucher(db, account, voucherId),
        listVisibleLines(db, account, [voucherId]),
      ]);
      insistFound(voucher, 'voucher.not-found');
      const lineIds = lines
        .map((line) => line.id)
        .filter((line) => query.lineId === undefined || line === query.lineId);
      const entries = await listMovements(db, lineIds, { after: query.after, limit: query.limit + 1 });
      const { rows, next } = cutPage(entries, query.limit, (row) => [row.id]);
      return ok({ items: rows.map((row) => entryJson(row, language)), next });
    },
  }),
  route({
    method: 'get',
    path: '/api/orders/{id}/voucher',
    by: 'signedIn',
    tag: 'vouchers',
    summary: 'The voucher line that an order names, for whoever may see the order',
    params,
    missing: 'order.not-found',
    answers: { 200: VoucherSchema },
    handle: async (portal, { account, params: { id: orderId } }) => {
      const { voucher, line } = await voucherOfOrder(portal, account, orderId);
      return ok(voucherJson(voucher, [line]));
    },
  }),
];
