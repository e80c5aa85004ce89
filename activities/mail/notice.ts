import type { Instant } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import { mailEvent } from '../../domain/mail-event.ts';
import { noticeRow, noticeText } from '../../domain/notice.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { orderStep } from '../../domain/order/steps.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { ROLES } from '../../domain/role.ts';
import { TASK_KINDS } from '../../domain/task.ts';
import type { Executor } from '../../db/client.ts';
import { noticeOfMail } from '../../db/reads/mail.ts';
import { orderFile } from '../../db/reads/order.ts';
import type { OrderFile } from '../../db/reads/order.ts';
import type { NoticeMail } from '../../templates/mails/render.ts';
import { buildFrame, formatMinute } from './frame.ts';
import type { MailContext } from './frame.ts';
import { MAIL_WORDS } from './words.ts';

/** Builds a mail about one notice: its text, the amounts, whose turn it is now and until when. */
export async function buildNotice(
  db: Executor,
  context: MailContext,
  notificationId: string,
): Promise<NoticeMail | undefined> {
  const notice = await noticeOfMail(db, notificationId);
  const file = notice && (await orderFile(db, notice.orderId));
  if (!notice || !file) return undefined;
  const { reader, publicUrl } = context;
  const words = MAIL_WORDS[reader.language];
  const subject = words.subject(mailEvent(notice.event)?.[reader.language] ?? notice.event, file.order.number);
  return {
    ...buildFrame(context, subject),
    body: 'notice',
    button: { label: words.toOrder, href: `${publicUrl}/orders/${notice.orderId}` },
    text: noticeText(noticeRow(notice.event)?.[reader.language] ?? notice.event, notice.facts),
    facts: factsOf(file, notice, reader.language),
  };
}

const AMOUNTS = ['orderAmount', 'voucherAmount', 'redemptionAmount', 'shortfallAmount', 'paidOutAmount'] as const;

function factsOf(
  { order, names, product, dueAt }: OrderFile,
  { facts, at }: { readonly facts: Readonly<Record<string, string>>; readonly at: Instant },
  language: Language,
): NoticeMail['facts'] {
  const words = MAIL_WORDS[language];
  const amounts = AMOUNTS.flatMap((key) => {
    const amount = facts[key];
    return amount === undefined || amount === '0.00'
      ? []
      : [{ label: words[key], value: words.yuan(amount), amount: true }];
  });
  const waiting = waitingFor(order);
  const told = [
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
              ROLES[waiting.role][language],
              (waiting.task ? TASK_KINDS[waiting.task] : orderStep(waiting.step))[language],
            ),
          },
        ]
      : []),
    ...(waiting && dueAt ? [{ label: words.due, value: formatMinute(dueAt) }] : []),
  ];
  return told.map((fact) => ({ amount: false, ...fact }));
}
