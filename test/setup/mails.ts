import { randomUUID } from 'node:crypto';
import { renderClaimedMail } from '../../activities/mail/rendered-mail.ts';
import type { Database } from '../../db/client.ts';
import { beginSending, claimMail, decideMails, keepMail, settleMail } from '../../db/writes/mail.ts';

/** Brings the mails of what has happened to four ends: failed, not known, waiting for its server, and the rest kept. */
export async function aMailbox(
  db: Database,
  publicUrl: string,
): Promise<{ kept: string[]; failed: string; doubtful: string }> {
  const now = new Date().toISOString();
  await decideMails(db, 1000, now);
  const holder = randomUUID();
  const next = async (): Promise<string | undefined> => (await claimMail(db, holder))?.id;
  const must = async (): Promise<string> => {
    const id = await next();
    if (!id) throw new Error('too few mails wait');
    return id;
  };
  const [failed, doubtful, late] = [await must(), await must(), await must()];
  await settleMail(db, { id: failed, holder }, { state: 'failed', problem: '550 5.1.1 user unknown' });
  await beginSending(db, { id: doubtful, holder });
  await settleMail(db, { id: doubtful, holder }, { state: 'doubtful', problem: 'Connection closed unexpectedly' });
  const kept: string[] = [];
  for (let mail = await claimMail(db, holder); mail; mail = await claimMail(db, holder)) {
    const rendered = await renderClaimedMail(db, mail, publicUrl, now);
    if (rendered) await keepMail(db, { id: mail.id, holder }, rendered);
    kept.push(mail.id);
  }
  await settleMail(db, { id: late, holder }, { state: 'released', problem: 'connect ECONNREFUSED 127.0.0.1:25' });
  return { kept, failed, doubtful };
}
