import type { Disk } from 'flydrive';
import { findEqualReading, listEqualPages } from '../db/reads/reading.ts';
import type { AwaitedFile } from '../db/reads/reading.ts';
import type { Database } from '../db/client.ts';
import { keepPage } from '../db/writes/reading.ts';
import type { Read } from '../domain/reading/reading.ts';
import { pictureKey } from '../file-store.ts';

interface Deps {
  readonly db: Database;
  readonly files: Pick<Disk, 'copy'>;
}

/**
 * Takes over what was read of the same bytes in another file of the same asker: nothing is read twice. Of one that is being read, its
 * pages; of one that was read whole, what was found.
 *
 * @returns what was found
 */
export async function takeEqual(deps: Deps, { id, key, asker }: AwaitedFile): Promise<Read | undefined> {
  const equal = await findEqualReading(deps.db, { id, asker });
  if (equal) {
    await copyPictures(deps, equal.key, key, equal.reading.pictures?.map(({ page }) => page) ?? []);
    return { reading: equal.reading };
  }
  for (const { key: from, ...page } of await listEqualPages(deps.db, { id, asker })) {
    if (page.page.scan) await copyPictures(deps, from, key, [page.number]);
    await keepPage(deps.db, { ...page, attachmentId: id });
  }
  return undefined;
}

/** All at once: they are no more than the pages that are read of a file. One that is missing is done without. */
async function copyPictures({ files }: Deps, from: string, to: string, pages: readonly number[]): Promise<void> {
  const copy = (page: number) => files.copy(pictureKey(from, page), pictureKey(to, page)).catch(() => undefined);
  await Promise.all(pages.map(copy));
}
