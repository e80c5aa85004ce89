import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from './rendered-mail.ts';

interface Sender {
  /** `券流 <no-reply@example.com>` */
  readonly from: string;
  readonly publicUrl: string;
}

/** The name a mail has for ever: from its row's id, so that one sent again is known by its receiver as the same. */
const messageId = (mailId: string, publicUrl: string): string => `<${mailId}@${new URL(publicUrl).hostname}>`;

/** A mail as it goes over the wire, and the addresses of its envelope. */
export async function compose(mailId: string, letter: Letter, { from, publicUrl }: Sender) {
  const node = new MailComposer({
    from,
    to: letter.address,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: messageId(mailId, publicUrl),
    textEncoding: 'base64', // Chinese text is half as long as in quoted-printable
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language === 'zh' ? 'zh-CN' : 'en' },
  }).compile();
  const envelope = node.getEnvelope();
  return { from: envelope.from || '', to: letter.address, message: await node.build() };
}
