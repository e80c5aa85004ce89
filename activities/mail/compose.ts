import MailComposer from 'nodemailer/lib/mail-composer';
import type { RenderedMail } from './rendered-mail.ts';

interface MailOrigin {
  /** `券流 <no-reply@example.com>` */
  readonly from: string;
  readonly publicUrl: string;
}

/** The `Message-ID` of a mail: from its row's id, so that one sent again is known by its receiver as the same. */
const buildMessageId = (mailId: string, publicUrl: string): string => `<${mailId}@${new URL(publicUrl).hostname}>`;

/** Composes the message of a mail (MIME) and the addresses of its envelope. */
export async function composeMessage(mailId: string, mail: RenderedMail, { from, publicUrl }: MailOrigin) {
  const node = new MailComposer({
    from,
    to: mail.address,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: buildMessageId(mailId, publicUrl),
    textEncoding: 'base64', // Chinese text is half as long as in quoted-printable
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language === 'zh' ? 'zh-CN' : 'en' },
  }).compile();
  const envelope = node.getEnvelope();
  return { from: envelope.from || '', to: mail.address, message: await node.build() };
}
