import { z } from 'zod';
import type { Language } from '../../../../domain/language.ts';
import type { OrderJson } from '../../../actions/order-json.ts';
import { ORDER_STATES } from '../../../../domain/order/states.ts';
import type { OrderState } from '../../../../domain/order/states.ts';
import { LIST_COMMA } from '../../list-comma.ts';
import { SEEN_WORDS } from './snapshot-words.ts';
import { grouped } from '../../../../domain/fen.ts';

/** What stands between the parts of a fact that is a list, while it is remembered. */
const LISTED = LIST_COMMA.zh;

export type Fact = keyof (typeof SEEN_WORDS)['zh'];

/** What of an order a reviewer's form remembers, so that a later page can say what has changed since. */
export const readFacts = (order: OrderJson): Readonly<Record<Fact, string>> => ({
  state: order.state,
  orderAmount: order.orderAmount.amount,
  voucherAmount: order.voucherAmount.amount,
  contractNumber: order.contract?.number ?? '',
  signedOn: order.contract?.signedOn ?? '',
  contractFile: order.contract?.attachmentId ?? '',
  actualAmount: order.actualAmount?.amount ?? '',
  serviceDates: order.redemption ? `${order.redemption.serviceStartedOn} – ${order.redemption.serviceFinishedOn}` : '',
  invoices: (order.redemption?.invoices ?? [])
    .map(({ number, code, amount }) => [number, code, amount.amount].filter(Boolean).join(' '))
    .join(LISTED),
  materials: String(Object.values(order.redemption?.attachments ?? {}).flat().length),
  firstApproval: order.approvals.map(({ by, amount }) => `${by.name} ${amount.amount}`).join(LISTED),
  paidOut: order.paidOutAmount.amount,
});

const remembered = z.record(z.string(), z.string().max(5000));

/** What differs now from what the form remembers; nothing when it remembers nothing. */
export function listChangedFacts(seen: unknown, order: OrderJson, language: Language) {
  const before = parseFacts(seen);
  const now = readFacts(order);
  return (Object.keys(now) as Fact[])
    .filter((fact) => before[fact] !== undefined && before[fact] !== now[fact])
    .map((fact) => ({
      label: SEEN_WORDS[language][fact],
      was: formatFact(fact, before[fact] ?? '', language),
      isNow: formatFact(fact, now[fact], language),
    }));
}

function parseFacts(seen: unknown): Readonly<Record<string, string>> {
  try {
    return remembered.parse(JSON.parse(String(seen)));
  } catch {
    return {}; // a form that was tampered with has nothing to compare
  }
}

const isAmount = /^\d+\.\d{2}$/;

function formatFact(fact: Fact, value: string, language: Language): string {
  if (value === '') return '-';
  if (fact === 'state') return ORDER_STATES[value as OrderState]?.[language] ?? '-';
  if (fact === 'contractFile') return value.slice(-6);
  return isAmount.test(value) ? grouped(value) : value.replaceAll(LISTED, LIST_COMMA[language]);
}
