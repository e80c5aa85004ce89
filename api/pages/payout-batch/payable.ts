import { getCalendar } from '../../../db/reads/calendar.ts';
import { listOrderRecords } from '../../../db/reads/order.ts';
import type { OrderRecord } from '../../../db/reads/order.ts';
import type { Account } from '../../../db/reads/account.ts';
import { formatYuan, groupedYuan, ZERO_FEN } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { outstandingFen } from '../../../domain/order/amounts.ts';
import { maySee } from '../../../domain/order/permissions.ts';
import { mayAskForPayout } from '../../../domain/payout-batch.ts';
import { refusal } from '../../../domain/refusals.ts';
import { isId } from '../../forms/fields.ts';
import { now } from '../../actions/moment.ts';
import { listPayable } from '../../actions/payout-batch.ts';
import type { Portal } from '../../actions/portal.ts';
import { dueIn } from '../due.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { unpaidMarks } from './on-order.ts';
import { amountName, pickedText, tickedIn } from './payable-form.ts';
import { BATCH_WORDS } from './words.ts';

const PAYABLE_A_PAGE = 50;

interface Shown {
  readonly account: Account;
  readonly language: Language;
  readonly after: { readonly at: string; readonly id: string } | undefined;
  /** What was ticked and typed; undefined: nothing yet. */
  readonly values: Values | undefined;
  readonly formErrors: FormErrors | undefined;
}

type Row = Awaited<ReturnType<typeof listPayable>>['items'][number];

/** The orders a batch is chosen from, with what was ticked and typed; one that is ticked and not on this page is shown before them. @source D2 */
export async function payableView(portal: Portal, shown: Shown) {
  const { language, after, values = {}, formErrors } = shown;
  const [{ items, next }, calendar] = await Promise.all([
    listPayable(portal, { after, limit: PAYABLE_A_PAGE }),
    getCalendar(portal.db),
  ]);
  const at = new Date().toISOString();
  const dueOf = (dueAt: string) => dueIn(calendar, dueAt, at, language);
  const beside = await listTickedBeside(portal, items, shown);
  const rows = [
    ...beside.map((file) => ({ ...rowView(file, shown), due: false })),
    ...items.map(({ file, dueAt }) => ({ ...rowView(file, shown), due: dueOf(dueAt) })),
  ];
  const unpaid = await unpaidMarks(
    portal,
    rows.map(({ id }) => id),
    language,
  );
  return {
    rows: rows.map((row) => ({ ...row, unpaid: unpaid.get(row.id) ?? false })),
    picked: pickedText(values, language),
    pickedWords: BATCH_WORDS[language].picked,
    later: next,
    isLater: after !== undefined,
    hasPages: next !== null || after !== undefined,
    failed: formErrors !== undefined,
  };
}

/** Orders that are ticked and not on this page: of another page, paid meanwhile, or in a batch of somebody else's. */
async function listTickedBeside({ db }: Portal, items: readonly Row[], { account, values = {} }: Shown) {
  const listed = new Set(items.map(({ file }) => file.order.id));
  const ids = tickedIn(values).filter((id) => isId(id) && !listed.has(id));
  if (ids.length === 0) return [];
  const files = await listOrderRecords(db, ids);
  return [...files.values()].filter(({ order }) => maySee(order, account));
}

function rowView(file: OrderRecord, { account, language, values, formErrors }: Shown) {
  const words = BATCH_WORDS[language];
  const { order, product, names } = file;
  const ruling = mayAskForPayout(file, account, file.waitsInBatch, now());
  const name = amountName(order.id);
  const sent = values?.[name];
  return {
    id: order.id,
    number: order.number,
    href: paths.order(order.id),
    product: product.name,
    institution: names.institution,
    approved: groupedYuan(order.redemptionFen ?? ZERO_FEN),
    paidOut: groupedYuan(order.paidOutFen),
    nonePaid: order.paidOutFen === 0,
    name,
    field: fieldIdOf(name),
    amount: typeof sent === 'string' ? sent : formatYuan(outstandingFen(order)),
    ticked: tickedIn(values ?? {}).includes(order.id),
    pick: interpolate(words.pickOf, { number: order.number }),
    amountLabel: interpolate(words.thisTimeOf, { number: order.number }),
    error: errorAt(formErrors, name),
    blocked: !ruling.allowed && formErrors === undefined && refusal(ruling.code)[language],
  };
}
