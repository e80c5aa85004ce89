import type { Scheme } from '../../test/setup/scheme.ts';

/** A statement in bulk, and what it enters. */
interface Filled {
  readonly what: string;
  readonly statement: string;
}

/** Always the same number from 0 to 1 for a row and a purpose. */
const dice = (purpose: number): string => `((hashint8extended(i, ${purpose}) & 1048575) / 1048576.0)`;

/** Of 200 institutions the first has a tenth of everything, the others ever less; of 5 000 enterprises the first has one in 200. */
const INSTITUTION = `case when ${dice(1)} < 0.1 then 0 else 1 + floor(199 * ${dice(2)} ^ 2)::int end`;
const ENTERPRISE = `case when ${dice(3)} < 0.005 then 0 else floor(5000 * ${dice(4)} ^ 1.5)::int end`;

/** Of the last eighth many are under way; before that nearly all have ended, and a few have been left lying. */
const STATE = `case when i < total * 0.88 then
    case when roll < 0.84 then 'redeemed' when roll < 0.985 then 'closed' when roll < 0.99 then 'paid' when roll < 0.993 then 'redemptionRejected'
      when roll < 0.996 then 'preRedeemed' when roll < 0.998 then 'redemptionReview' when roll < 0.999 then 'unpaid'
      when roll < 0.9995 then 'paymentReview' else 'paymentRejected' end
  else case when roll < 0.1 then 'unpaid' when roll < 0.16 then 'paymentReview' when roll < 0.18 then 'paymentRejected' when roll < 0.55 then 'paid'
      when roll < 0.65 then 'redemptionReview' when roll < 0.73 then 'preRedeemed' when roll < 0.93 then 'redeemed'
      when roll < 0.94 then 'redemptionRejected' else 'closed' end end`;

const WAITING_ROLE = `case state when 'unpaid' then case when to_price then 'institution' else 'enterprise' end
  when 'paymentReview' then 'park' when 'paymentRejected' then 'enterprise' when 'paid' then 'institution' when 'redemptionReview' then 'center'
  when 'preRedeemed' then 'finance' when 'redemptionRejected' then 'institution' end`;
const WAITING_STEP = `case state when 'unpaid' then case when to_price then 'confirmPrice' else 'pay' end
  when 'paymentReview' then 'approvePayment' when 'paymentRejected' then 'pay' when 'paid' then 'requestRedemption'
  when 'redemptionReview' then 'approveRedemption' when 'preRedeemed' then 'recordPayout' when 'redemptionRejected' then 'requestRedemption' end`;

/** Five years of so many orders, and what belongs to them. */
export const rowsOf = (scheme: Scheme, rows: number): readonly Filled[] => [
  {
    what: 'vouchers',
    statement: `create temp table made_vouchers on commit drop as
      select n, uuidv7() as id, uuidv7() as line_id, n % 5000 as enterprise from generate_series(0, 99999) n;
      insert into vouchers (id, number, kind, enterprise_id, granted_on, use_by, redeem_by)
        select v.id, 'Q' || lpad(v.n::text, 6, '0'), 'development', e.id, '2026-01-01', '2027-01-01', '2027-06-01'
        from made_vouchers v join made_enterprises e on e.n = v.enterprise;
      insert into voucher_lines (id, voucher_id, subcategory_id, granted_fen, available_fen)
        select line_id, id, '${scheme.line.subcategoryId}', 100000000, 100000000 from made_vouchers`,
  },
  { what: 'orders', statement: ordersOf(rows) },
  {
    what: 'facts',
    statement: `insert into order_facts (order_id, number, placed_at, institution_id, enterprise_id, park_id, state, words)
   select searched.* from orders, searched_row(orders) searched`,
  },
  {
    what: 'events',
    statement: `insert into order_events (subject_id, seq, command_id, step, actor_id, actor_role, from_state, to_state, version, body, at)
      select o.id, 1, 'p' || o.number, 'place', e.account_id, 'enterprise', null, 'unpaid', 1, '{}', o.placed_at
      from orders o join made_enterprises e on e.id = o.enterprise_id;
      insert into order_events (subject_id, seq, command_id, step, actor_id, actor_role, from_state, to_state, version, body, at)
      select id, 2, 'd' || number, case when redeemed then 'approveRedemption' else 'approvePayment' end,
        case when redeemed then (array['${scheme.zhao.id}', '${scheme.zhou.id}'])[1 + (hashtext(number) & 1)]::uuid
          else '${scheme.li.id}'::uuid end,
        case when redeemed then 'center' else 'park' end, 'paymentReview', 'paid', 2, '{}', changed_at
      from (select *, state in ('redeemed', 'preRedeemed') as redeemed from orders where state <> 'unpaid') o`,
  },
  { what: 'tasks', statement: tasksOf(scheme) },
  {
    what: 'movements',
    statement: `insert into ledger_entries (line_id, from_account, to_account, amount_fen, subject_type, subject_id, seq, step, at)
      select voucher_line_id, 'available', 'held', greatest(voucher_amount_fen, 1), 'order', id, 1, 'pay', placed_at from orders`,
  },
  {
    what: 'notices',
    statement: `insert into notifications (account_id, subject_type, subject_id, event, facts, at, read_at, mail)
      select case when die < 0.1 then '${scheme.chen.id}'::uuid when die < 0.2 then '${scheme.zhao.id}'::uuid else e.account_id end,
        'order', o.id, 'order.placed', jsonb_build_object('number', o.number), o.placed_at,
        case when die * 10 % 1 < 0.9 then o.placed_at end, 'mailed'
      from (select *, (hashtextextended(number, 9) & 1048575) / 1048576.0 as die from orders) o
        join made_enterprises e on e.id = o.enterprise_id order by o.placed_at`,
  },
];

const ordersOf = (rows: number): string => `
  insert into orders (id, number, state, version, seq, product_id, product, institution_id, enterprise_id, park_id, voucher_line_id,
    list_price_fen, order_amount_fen, voucher_amount_fen, price_confirmed, contract, claim, approvals, payouts, redemption_fen, paid_out_fen,
    returned, changes, clock, rules, waiting_role, waiting_step, due_at, tokens, placed_at, changed_at)
  select uuidv7(placed - now()), number, state, 3, 2, p.id,
    jsonb_build_object('name', p.name, 'category', '{"id": "", "name": "大类"}'::jsonb, 'subcategory', '{"id": "", "name": "小类"}'::jsonb),
    inst.id, e.id, e.park_id, v.line_id, p.price_fen, order_fen, voucher_fen, not to_price,
    case when state <> 'unpaid' then jsonb_build_object('number', 'HT-' || lpad(i::text, 7, '0'), 'signedOn', placed::date, 'totalFen', order_fen,
      'selfPaidFen', order_fen - voucher_fen, 'signedAndSealed', true, 'attachmentId', uuidv7(),
      'clauses', '{"serviceContent": true, "charges": true, "shortfall": true}'::jsonb) end,
    case when state in ('redemptionReview', 'preRedeemed', 'redeemed', 'redemptionRejected') then jsonb_build_object('actualAmountFen', order_fen,
      'serviceStartedOn', placed::date, 'serviceFinishedOn', placed::date + 60, 'effect', '服务已完成，达到约定的效果。', 'invoices', '[]'::jsonb,
      'attachments', '{"selfPaidProof": [], "results": [], "process": []}'::jsonb) end,
    '[]', '[]', case when state in ('preRedeemed', 'redeemed') then voucher_fen end, case when state = 'redeemed' then voucher_fen else 0 end, false, '[]',
    '{"since": "2026-01-01T00:00:00.000Z", "usedWorkingDays": 0, "fired": [], "paused": null}', '{"redeemPercent": 60, "secondPersonFromFen": 2000000}',
    ${WAITING_ROLE}, ${WAITING_STEP}, case when state not in ('redeemed', 'closed') then placed + interval '30 days' end,
    p.tokens || inst.tokens || e.tokens || array[lower(number), split_part(number, '-', 2)], placed, least(placed + interval '40 days', now())
  from (select i, ${STATE} as state, ${dice(5)} < 0.1 as to_price, placed, institution, enterprise, product, part,
      'DD' || to_char(placed at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad((i % 100000)::text, 5, '0') as number
    from (select i, ${rows}::bigint as total, ${dice(6)} as roll, ${dice(7)} as part,
        date_trunc('second', now()) - interval '1826 days' + i * (interval '1826 days' / ${rows}) as placed,
        ${INSTITUTION} as institution, ${ENTERPRISE} as enterprise, floor(10 * ${dice(8)})::int as product
      from generate_series(0::bigint, ${rows - 1}) i) drawn) one
    join made_institutions inst on inst.n = one.institution
    join made_enterprises e on e.n = one.enterprise
    join made_products p on p.n = one.institution * 10 + one.product
    join made_vouchers v on v.n = one.enterprise + 5000 * (i % 20)
    cross join lateral (select ceil(p.price_fen * (0.6 + part * 0.4) / 100)::bigint * 100 as order_fen) o
    cross join lateral (select floor(order_fen * (0.3 + part * 0.5) / 10000)::bigint * 10000 as voucher_fen) w
  order by i`;

/** One task each: reviews that wait where their order does, and of the rest one that was done. What the clock passed by is late. */
const tasksOf = ({ sun, zhao, lead }: Scheme): string => `
  insert into tasks (subject_type, subject_id, title, tokens, version, kind, group_key, state, due_at, claimed_by, opened_at, opened_seq, closed_at, closed_seq)
  select 'order', id, jsonb_build_object('number', number, 'name', product ->> 'name'),
    tokens || array[trim_scale(order_amount_fen / 100.0)::text, trim_scale(voucher_amount_fen / 100.0)::text], version, kind,
    case kind when 'paymentReview' then 'park:' || park_id when 'redemptionReview' then 'center' else 'finance' end,
    case when not is_open then 'done' when is_claimed then 'claimed' else 'open' end, due,
    case when is_claimed then case kind when 'paymentReview' then '${lead.id}'::uuid when 'redemptionReview' then '${zhao.id}'::uuid else '${sun.id}'::uuid end end,
    placed_at, 1, case when is_open then null else changed_at end, case when is_open then null else 2 end
  from (select *, state in ('paymentReview', 'redemptionReview', 'preRedeemed') as is_open, placed_at + interval '14 days' as due,
      hashtext(number) & 7 = 0 as is_claimed,
      case when state in ('paymentReview', 'paymentRejected', 'paid', 'closed', 'unpaid') then 'paymentReview'
        when state in ('redemptionReview', 'redemptionRejected') then 'redemptionReview'
        when state = 'preRedeemed' then 'payout' else (array['paymentReview', 'redemptionReview', 'redemptionReview', 'payout'])[1 + (hashtext(number) >> 4 & 3)] end as kind
    from orders) waits`;
