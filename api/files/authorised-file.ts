import { findStoredFile } from '../../db/reads/attachment.ts';
import { maySee } from '../../domain/order/permissions.ts';
import type { Actor } from '../../domain/role.ts';
import { insistFound, Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';

type Stored = NonNullable<Awaited<ReturnType<typeof findStoredFile>>>;

/** A file the asker may have: of an order they see, and before it has one, their own organization's. @throws Refused `attachment.not-found` @source D26 */
export async function seenFile({ db }: Pick<Portal, 'db'>, asker: Actor, id: string): Promise<Stored> {
  const file = insistFound(await findStoredFile(db, id), 'attachment.not-found');
  if (!mayHave(file, asker)) throw new Refused('attachment.not-found');
  return file;
}

const mayHave = ({ order, uploadedBy, uploaderOrganizationId }: Stored, asker: Actor): boolean => {
  if (order) return maySee(order, asker);
  return (
    uploadedBy === asker.id || (uploaderOrganizationId !== null && uploaderOrganizationId === asker.organizationId)
  );
};
