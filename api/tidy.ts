import type { Disk } from 'flydrive';
import type { Logger } from 'pino';
import type { Database } from '../db/client.ts';
import { dropEndedDrafts } from '../db/writes/portal/draft.ts';
import { removeOldKeys } from '../db/writes/portal/idempotency.ts';
import { removeExpiredSessions, removeExpiredSignInFailures } from '../db/writes/portal/session.ts';
import { removeOldViewings } from '../db/writes/portal/viewing.ts';
import { removeLooseAttachments, removeUnnamedFiles } from './files/orphaned-files.ts';

const HOUR_MS = 3_600_000;

interface Deps {
  readonly db: Database;
  readonly files: Disk;
  readonly log: Logger;
}

/**
 * Every hour removes what has had its time: kept answers, sessions, who looked at what, files nobody attached, bytes no row
 * names. Two processes doing it at once do no harm. The store comes last: when it fails, everything else is done.
 *
 * @returns stops it
 */
export function keepTidy(deps: Deps): () => void {
  const timer = setInterval(
    () => void tidy(deps).catch((error: unknown) => deps.log.warn({ err: error }, 'could not tidy up')),
    HOUR_MS,
  );
  return () => clearInterval(timer);
}

async function tidy({ db, files }: Deps): Promise<void> {
  await dropEndedDrafts(db);
  await removeOldKeys(db);
  await removeExpiredSessions(db);
  await removeExpiredSignInFailures(db);
  await removeOldViewings(db);
  await removeLooseAttachments(db, files);
  await removeUnnamedFiles(db, files, new Date());
}
