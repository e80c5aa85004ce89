import { sql } from 'drizzle-orm';
import type { TestDatabase } from './database.ts';
import { aScheme } from './scheme.ts';
import type { Scheme } from './scheme.ts';

/** How many orders a crowd has. */
export const CROWD = 100_000;

/**
 * A scheme among 100 000 orders, written by statements in bulk and analysed: what plans are made for. A tenth of everything
 * is the scheme's own: chen's, wang's, the park's.
 */
export async function aCrowd({ db }: TestDatabase): Promise<Scheme> {
  const scheme = await aScheme(db);
  await db.transaction(async (tx) => {
    await tx.execute(sql.raw('set local session_replication_role = replica')); // no triggers: the balances are made to fit below
    await tx.execute(sql.raw('set local statement_timeout = 0'));
    const indexes = await tx
      .select({ name: sql<string>`indexname`, definition: sql<string>`indexdef` })
      .from(sql`pg_indexes`)
      .where(sql`schemaname = 'public' and indexdef not like 'CREATE UNIQUE%'`);
    for (const { name } of indexes) await tx.execute(sql.raw(`drop index ${name}`)); // made again over all rows at once: half the time
    for (const statement of statements(scheme)) await tx.execute(sql.raw(statement));
    for (const { definition } of indexes) await tx.execute(sql.raw(definition));
    await tx.execute(sql.raw('analyze'));
  });
  await db.execute(sql.raw('vacuum (analyze) tasks')); // as a running server keeps it: index-only scans need the visibility map
  return scheme;
}

const idOf = (kind: string, number: string): string => `md5('${kind}' || (${number}))::uuid`;

/** The scheme's own in every tenth row, else one of `count` others. */
const ownOr = (own: string, kind: string, count: number): string =>
  `case when i % 10 = 0 then '${own}'::uuid else ${idOf(kind, `i % ${count}`)} end`;

const statements = (scheme: Scheme): readonly string[] => [
  `insert into parks (id, name) select ${idOf('park', 'i')}, '园区' || i from generate_series(0, 19) i`,
  `insert into organizations (id, type, name, credit_code) select ${idOf('institution', 'i')}, 'institution', '机构' || i, 'I' || i from generate_series(0, 199) i`,
  `insert into organizations (id, type, name, credit_code, park_id)
   select ${idOf('enterprise', 'i')}, 'enterprise', '企业' || i, 'E' || i, ${idOf('park', 'i % 20')} from generate_series(0, 1999) i`,
  `insert into accounts (id, username, password_hash, name, roles, organization_id)
   select ${idOf('account', 'i')}, 'crowd-' || i, '-', '人' || i, array['enterprise'], ${idOf('enterprise', 'i')} from generate_series(0, 1999) i`,
  `insert into vouchers (id, number, kind, enterprise_id, granted_on, use_by, redeem_by)
   select ${idOf('voucher', 'i')}, 'Q' || i, 'development', ${ownOr(scheme.enterprise.id, 'enterprise', 2000)}, '2026-01-01', '2027-01-01', '2027-06-01'
   from generate_series(0, 29999) i`,
  `insert into voucher_lines (id, voucher_id, subcategory_id, granted_fen, available_fen)
   select ${idOf('line', 'i')}, ${idOf('voucher', 'i')}, '${scheme.line.subcategoryId}', 100000000, 100000000 from generate_series(0, 29999) i`,
  ordersOf(scheme),
  `insert into order_facts (order_id, number, placed_at, institution_id, enterprise_id, park_id, state, words)
   select searched.* from orders, searched_row(orders) searched`, // no trigger does
  `insert into order_events (subject_id, seq, command_id, step, actor_id, actor_role, from_state, to_state, version, body, at)
   select id, 1, 'c1' || id, 'place', '${scheme.wang.id}', 'enterprise', null, 'unpaid', 1, '{}', placed_at from orders`,
  `insert into order_events (subject_id, seq, command_id, step, actor_id, actor_role, from_state, to_state, version, body, at)
   select id, 2, 'c2' || id, 'approvePayment', (array['${scheme.li.id}', '${scheme.zhao.id}', '${scheme.sun.id}'])[1 + (voucher_amount_fen % 3)]::uuid, 'park', 'paymentReview', 'paid', 2, '{}', changed_at from orders`,
  tasksOf(scheme),
  `insert into ledger_entries (line_id, from_account, to_account, amount_fen, subject_type, subject_id, seq, step, at)
   select voucher_line_id, 'available', 'held', 3000000, 'order', id, 1, 'pay', placed_at from orders`,
  `insert into notifications (account_id, subject_type, subject_id, event, facts, at, read_at, mail)
   select ${ownOr(scheme.wang.id, 'account', 2000)}, 'order', ${idOf('order', 'i')}, 'order.placed', '{}', now(), case when i % 3 = 0 then now() end, 'mailed'
   from generate_series(0, ${CROWD - 1}) i`,
  `insert into payout_batches (id, number, prepared_by, prepared_at)
   select ${idOf('batch', 'i')}, 'BF' || i, '${scheme.sun.id}', timestamptz '2025-01-01' + i * interval '1 day' from generate_series(0, 999) i`,
  `insert into payout_batch_lines (batch_id, order_id, amount_fen, state, reference, paid_on, settled_at)
   select ${idOf('batch', 'voucher_amount_fen % 1000')}, id, 100, case when state = 'redeemed' then 'paid' else 'waiting' end,
     case when state = 'redeemed' then 'T' end, case when state = 'redeemed' then date '2025-01-01' end, case when state = 'redeemed' then now() end
   from orders where state = 'redeemed' or (state = 'preRedeemed' and voucher_amount_fen % 11 = 0)`,
  `insert into attachments (id, kind, name, size_bytes, media_type, sha256, key, uploaded_by, subject_type, subject_id)
   select ${idOf('invoice', 'voucher_amount_fen')}, 'invoice', 'invoice.pdf', 4, 'application/pdf', voucher_amount_fen::text, voucher_amount_fen::text,
     '${scheme.chen.id}', 'order', id
   from orders where state in ('redemptionReview', 'preRedeemed', 'redeemed')`,
  `insert into claimed_invoices (order_id, seller_id, number, code, attachment_id, held)
   select id, institution_id, 'F' || voucher_amount_fen, '', ${idOf('invoice', 'voucher_amount_fen')}, true
   from orders where state in ('redemptionReview', 'preRedeemed', 'redeemed')`,
];

const STATES = `array['unpaid', 'paymentReview', 'paymentRejected', 'paid', 'redemptionReview', 'preRedeemed', 'redeemed', 'redemptionRejected', 'closed']`;

/** V is 30 000 yuan and the row's number in fen: an amount that finds one. One in a hundred is about 计量, the others about 高新. */
const ordersOf = (scheme: Scheme): string => `
  insert into orders (id, number, state, version, seq, product_id, product, institution_id, enterprise_id, park_id, voucher_line_id,
    list_price_fen, order_amount_fen, voucher_amount_fen, price_confirmed, approvals, payouts, redemption_fen, paid_out_fen, returned,
    changes, clock, rules, waiting_role, waiting_step, due_at, tokens, placed_at, changed_at, claim)
  select ${idOf('order', 'i')}, 'DD' || to_char(placed, 'YYYYMMDD') || '-' || lpad(i::text, 6, '0'), state, 1, 2, '${scheme.product.id}',
    '{"name": "高新技术企业申报", "category": {"id": "", "name": "大类"}, "subcategory": {"id": "", "name": "小类"}}',
    ${ownOr(scheme.institution.id, 'institution', 200)}, ${ownOr(scheme.enterprise.id, 'enterprise', 2000)},
    ${ownOr(scheme.park.id, 'park', 20)}, ${idOf('line', 'i % 30000')}, 6000000, 5000000, 3000000 + i, true, '[]', '[]',
    case when state in ('preRedeemed', 'redeemed') then 3000000 end, case when state = 'redeemed' then 3000000 else 0 end, false, '[]',
    '{"since": "2026-01-01T00:00:00.000Z", "usedWorkingDays": 0, "fired": [], "paused": null}',
    '{"redeemPercent": 60, "secondPersonFromFen": 2000000}',
    (array[case when i % 20 = 0 then 'institution' else 'enterprise' end, 'park', 'enterprise', 'institution', 'center', 'finance', null, 'institution', null])[1 + (i / 10) % 9],
    (array[case when i % 20 = 0 then 'confirmPrice' else 'pay' end, 'approvePayment', 'pay', 'requestRedemption', 'approveRedemption', 'recordPayout', null, 'requestRedemption', null])[1 + (i / 10) % 9],
    placed + interval '30 days',
    array['dd' || i, lpad(i::text, 6, '0'), case when (i / 10) % 97 = 7 then '计量' else '高新' end, '技术', '企业' || i % 2000]
      || case when (i / 10) % 97 = 7 then array['jl', 'jljs', 'ljsz', 'jszx'] else array['gx', 'gxjs', 'xjsz', 'jszx'] end, placed, placed,
    case when state in ('redemptionReview', 'preRedeemed', 'redeemed') then jsonb_build_object('invoices', jsonb_build_array(
      jsonb_build_object('number', 'F' || (3000000 + i), 'attachmentId', ${idOf('invoice', '3000000 + i')}))) end
  from (select i, timestamptz '2024-01-01 08:00+08' + i * interval '10 minutes' as placed, (${STATES})[1 + (i / 10) % 9] as state
    from generate_series(0, ${CROWD - 1}) i) as row`;

const tasksOf = (scheme: Scheme): string => `
  insert into tasks (subject_type, subject_id, title, tokens, version, kind, group_key, state, due_at, claimed_by, opened_at, opened_seq, closed_at)
  select 'order', id, jsonb_build_object('number', number, 'name', product ->> 'name'),
    tokens || array[trim_scale(order_amount_fen / 100.0)::text, trim_scale(voucher_amount_fen / 100.0)::text], version, kind, case kind when 'paymentReview' then 'park:' || park_id when 'redemptionReview' then 'center' else 'finance' end,
    case when open then (case when claimer is null then 'open' else 'claimed' end) else 'done' end,
    due_at, claimer, placed_at, 2, case when open then null else changed_at end
  from (select *, state in ('paymentReview', 'redemptionReview', 'preRedeemed') as open,
      case when state in ('paymentReview', 'paymentRejected', 'paid') then 'paymentReview'
        when state in ('redemptionReview', 'redemptionRejected') then 'redemptionReview' else 'payout' end as kind,
      case when voucher_amount_fen % 7 = 0 then '${scheme.zhao.id}'::uuid end as claimer
    from orders where state not in ('unpaid', 'closed')) as waits`;
