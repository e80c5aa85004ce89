import type { Instant } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { orderStep } from '../../domain/order/steps.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { subjectPath } from '../../domain/process/subject.ts';
import { roleName } from '../../domain/role.ts';
import { TASK_KINDS } from '../../domain/task.ts';
import type { Executor } from '../../db/client.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { formatMinute } from './frame.ts';
import type { MailContext } from './frame.ts';
import type { Notice, SubjectMail } from './subject-mail.ts';
import { MAIL_WORDS } from './words.ts';

/** What a mail says of an order: the amounts, whose turn it is now and until when. Undefined when there is no such order. */
export async function buildOrderMail(
  db: Executor,
  { reader: { language }, publicUrl }: MailContext,
  notice: Notice,
): Promise<SubjectMail | undefined> {
  const file = await findOrderRecord(db, notice.subjectId);
  if (!file) return undefined;
  return {
    number: file.order.number,
    button: buttonOf(notice, publicUrl, language),
    facts: factsOf(file, notice, language),
  };
}

/** The way to the order; of a request that was returned, to the form of the supplement. @source D5 */
function buttonOf({ event, subjectId }: Notice, publicUrl: string, language: Language): SubjectMail['button'] {
  const order = publicUrl + subjectPath({ type: 'order', id: subjectId });
  const words = MAIL_WORDS[language];
  return event === 'order.redemptionReturned'
    ? { label: words.toSupplement, href: `${order}/supplement` }
    : { label: words.toOrder, href: order };
}

const AMOUNTS = ['orderAmount', 'voucherAmount', 'redemptionAmount', 'shortfallAmount', 'paidOutAmount'] as const;

function factsOf(
  { order, names, product, dueAt }: OrderRecord,
  { facts, at }: { readonly facts: Readonly<Record<string, string>>; readonly at: Instant },
  language: Language,
): SubjectMail['facts'] {
  const words = MAIL_WORDS[language];
  const amounts = AMOUNTS.flatMap((key) => {
    const amount = facts[key];
    return amount === undefined || amount === '0.00'
      ? []
      : [{ label: words[key], value: words.yuan(amount), amount: true }];
  });
  const waiting = waitingFor(order);
  return [
    { label: words.number, value: order.number },
    { label: words.service, value: product.name },
    { label: words.enterprise, value: names.enterprise },
    { label: words.institution, value: names.institution },
    ...amounts,
    { label: words.at, value: formatMinute(at) },
    { label: words.state, value: ORDER_STATES[order.state][language] },
    ...(waiting
      ? [
          {
            label: words.next,
            value: words.by(
              roleName(waiting.role, language),
              (waiting.task ? TASK_KINDS[waiting.task] : orderStep(waiting.step))[language],
            ),
          },
        ]
      : []),
    ...(waiting && dueAt ? [{ label: words.due, value: formatMinute(dueAt) }] : []),
  ];
}
