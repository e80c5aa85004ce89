import { ATTACHMENTS } from '../../../domain/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import { ROLES } from '../../../domain/role.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../language.ts';
import type { OrderView } from '../../views/order-schema.ts';
import { dayAndTime, grouped, stateTag, STATE_LOOKS } from '../state-tag.ts';
import { WORDS } from './words.ts';

/** An order as its plain page shows it: whose turn first, then amounts to scale, what can be done, what was done. */
export function orderPage(order: OrderView, account: Account, language: Language) {
  const words = WORDS[language];
  return {
    title: `${order.product.name} ${order.number}`,
    product: order.product.name,
    number: order.number,
    state: order.state,
    tag: stateTag(order, true),
    returned: order.returned && { meaning: 'warn', glyph: 'back', label: words.returned, large: true },
    facts: factsOf(order, language),
    whose: whoseTurn(order, account, language),
    chain: chainOf(order, language),
    files: filesOf(order, language),
    log: order.timeline.toReversed().map((entry) => logEntry(entry, language)),
  };
}

function factsOf(order: OrderView, language: Language) {
  const words = WORDS[language];
  const facts = [
    { label: words.number, value: order.number, code: true },
    { label: words.enterprise, value: order.enterprise.name },
    { label: words.institution, value: order.institution.name },
    { label: words.subcategory, value: `${order.product.category.name} / ${order.product.subcategory.name}` },
    { label: words.park, value: order.enterprise.park.name },
    { label: words.placedAt, value: dayAndTime(order.placedAt).join(' ') },
  ];
  if (order.expectedAmount) facts.push({ label: words.expected, value: grouped(order.expectedAmount.amount) });
  if (order.note !== null) facts.push({ label: words.note, value: order.note });
  if (order.remark !== '-') facts.push({ label: words.remark, value: order.remark });
  return facts;
}

function whoseTurn({ waitingFor, steps }: OrderView, { roles }: Account, language: Language) {
  if (!waitingFor) return null;
  const words = WORDS[language];
  const you = roles.includes(waitingFor.role) && steps.some(({ step, allowed }) => step === waitingFor.step && allowed);
  const until = waitingFor.dueAt ? dayAndTime(waitingFor.dueAt).join(' ') : words.noEnd;
  const parts = [
    {
      label: words.who,
      value: you ? `${words.you} · ${ROLES[waitingFor.role][language]}` : ROLES[waitingFor.role][language],
    },
    { label: words.until, value: until },
    { label: words.nextStep, value: orderStep(waitingFor.step)[language] },
  ];
  return { you, parts };
}

/** The amounts that are known, drawn to one scale. P ≥ O ≥ V, R ≤ min(V, ⌊r × A⌋). @source L99, L152 */
function chainOf(order: OrderView, language: Language) {
  const words = WORDS[language];
  const whole = Number(order.listPrice.amount);
  const rows = [
    ['P', words.listPrice, order.listPrice, 'm-price', false],
    ['O', words.orderAmount, order.orderAmount, 'm-order', false],
    ['V', words.voucherAmount, order.voucherAmount, 'm-voucher', true],
    ['', words.selfPaidAmount, order.selfPaidAmount, 'm-self', false],
    ['A', words.actualAmount, order.actualAmount, 'm-actual', false],
    ['', words.redeemableAmount, order.redemptionAmount ? null : order.redeemableAmount, 'm-redeem', false],
    ['R', words.redemptionAmount, order.redemptionAmount, 'm-redeem', true],
    ['', words.paidOutAmount, order.redemptionAmount && order.paidOutAmount, 'm-redeem', false],
  ] as const;
  return rows.flatMap(([letter, label, value, fill, key]) =>
    value === null
      ? []
      : [
          {
            letter,
            label,
            fill,
            key,
            amount: grouped(value.amount),
            x: fill === 'm-self' ? share(order.voucherAmount, whole) : '0',
            width: share(value, whole),
          },
        ],
  );
}

const share = ({ amount }: OrderView['listPrice'], whole: number): string =>
  ((100 * Number(amount)) / whole).toFixed(2);

function filesOf({ contract, redemption, changes }: OrderView, language: Language) {
  const file = (kind: AttachmentKind, id: string, text = '') => ({
    label: ATTACHMENTS[kind][language],
    text,
    href: `/api/attachments/${id}`,
  });
  return [
    ...(contract
      ? [
          file(
            'contract',
            contract.attachmentId,
            `${contract.number} · ${contract.signedOn} · ${grouped(contract.totalAmount.amount)}`,
          ),
        ]
      : []),
    ...changes.map(({ attachmentId, orderAmount }) =>
      file('supplementaryAgreement', attachmentId, grouped(orderAmount.amount)),
    ),
    ...(redemption?.invoices.map(({ attachmentId, number, issuedOn, amount }) =>
      file('invoice', attachmentId, `${number} · ${issuedOn} · ${grouped(amount.amount)}`),
    ) ?? []),
    ...(redemption?.attachments.selfPaidProof.map((id) => file('selfPaidProof', id)) ?? []),
    ...(redemption?.attachments.results.map((id) => file('result', id)) ?? []),
    ...(redemption?.attachments.process.map((id) => file('process', id)) ?? []),
  ];
}

function logEntry({ at, step, by, from, to, reason }: OrderView['timeline'][number], language: Language) {
  return {
    ...STATE_LOOKS[to],
    label: orderStep(step)[language],
    to: from === to ? null : ORDER_STATES[to][language],
    by: `${by.name}（${ROLES[by.role][language]}）`,
    at,
    when: dayAndTime(at).join(' '),
    reason,
  };
}
