import type { Database, Executor } from '../../db/client.ts';
import { getMailSettings } from '../../db/reads/mail.ts';
import { askToConfirm, forgetAddress, forgetUnconfirmed } from '../../db/writes/portal/mail.ts';
import { admitConfirmation } from '../session/confirmation-throttle.ts';
import type { Portal } from './portal.ts';

/** Writes what an address that was entered leads to. */
export type KeepAddress = (tx: Executor) => Promise<unknown>;

/**
 * Decides what becomes of the address a person has entered. Another than the confirmed one is asked to be confirmed by one mail, and
 * gets no other until it is; until then mail goes where it went before. The one that waits already is not asked again while its link
 * is good.
 *
 * @param address null: no mail
 * @throws Refused `mailAddress.throttled`
 */
export async function changeAddress(
  { db }: Pick<Portal, 'db'>,
  accountId: string,
  address: string | null,
): Promise<KeepAddress> {
  const { email, unconfirmed, hasExpired } = await getMailSettings(db, accountId);
  if (address === null) return (tx) => forgetAddress(tx, accountId);
  if (isSame(address, email)) return (tx) => forgetUnconfirmed(tx, accountId);
  if (isSame(address, unconfirmed) && !hasExpired) return async () => undefined;
  await admitConfirmation(db, accountId, address);
  return (tx) => askToConfirm(tx, accountId, address);
}

/** Sends the confirmation mail of the address that waits once more, with another link. @throws Refused `mailAddress.throttled` */
export async function askAgain(db: Database, accountId: string): Promise<void> {
  const { unconfirmed } = await getMailSettings(db, accountId);
  if (unconfirmed === null) return; // confirmed meanwhile
  await admitConfirmation(db, accountId, unconfirmed);
  await db.transaction((tx) => askToConfirm(tx, accountId, unconfirmed));
}

const isSame = (one: string, other: string | null): boolean => one.toLowerCase() === other?.toLowerCase();
