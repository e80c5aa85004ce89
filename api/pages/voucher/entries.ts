import { getAvailableAfter } from '../../../db/reads/ledger.ts';
import type { MovementRow } from '../../../db/reads/ledger.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Fen } from '../../../domain/fen.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { maySee } from '../../../domain/order/permissions.ts';
import { ORDER_STEP_NAMES, orderStep } from '../../../domain/order/steps.ts';
import type { Actor } from '../../../domain/role.ts';
import type { Portal } from '../../actions/portal.ts';
import { paths } from '../paths.ts';
import { VOUCHER_WORDS } from './words.ts';

interface Entries {
  readonly account: Actor;
  /** The lines whose movements these are, and whose available money is summed. */
  readonly lineIds: readonly string[];
  /** Newest first, without gaps. */
  readonly rows: readonly MovementRow[];
  readonly language: Language;
}

/** Movements as a statement of account: what, from where to where, and what was available afterwards. @source D20 */
export async function entriesView({ db }: Portal, { account, lineIds, rows, language }: Entries) {
  const [newest] = rows;
  if (!newest) return [];
  let available = await getAvailableAfter(db, lineIds, newest.id);
  return rows.map((row) => {
    const view = entryView(row, available as Fen, account, language);
    if (row.to === 'available') available -= row.amountFen; // backwards, from the newest
    if (row.from === 'available') available += row.amountFen;
    return view;
  });
}

function entryView(row: MovementRow, available: Fen, account: Actor, language: Language) {
  const words = VOUCHER_WORDS[language];
  const { order } = row;
  return {
    at: inShanghai(row.at),
    when: shanghaiTime(row.at),
    what: whatOf(row, language),
    number: order?.number,
    href: order && maySee(order, account) && paths.order(order.id),
    from: words[row.from],
    to: words[row.to],
    amount: groupedYuan(row.amountFen),
    available: groupedYuan(available),
  };
}

/** 支付，占用 · 登记拨付 · 差额退回 · 发放 */
function whatOf({ step, from, to }: MovementRow, language: Language): string {
  const words = VOUCHER_WORDS[language];
  const isBack = from !== 'granted' && (to === 'available' || to === 'lapsed');
  if (step === 'grant') return words.grant;
  if (step === 'lapse') return words.lapse;
  if (step === 'recordPayout' && isBack) return words.rest;
  const name = ORDER_STEP_NAMES.find((one) => one === step);
  const label = name ? orderStep(name)[language] : step;
  if (to === 'held') return label + words.holding;
  return isBack ? label + (to === 'lapsed' ? words.lapsing : words.giving) : label;
}
