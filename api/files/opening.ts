import { Refused } from '../actions/errors.ts';
import type { Portal } from '../actions/portal.ts';

/**
 * Tells whoever uploads a PDF at once that nobody can look at it. One that there was no room or no time to open is taken: then
 * the desk says so.
 *
 * @throws Refused `attachment.locked`, `attachment.broken`, `attachment.empty`
 * @source L84
 */
export async function insistOpens(
  { documents, files }: Pick<Portal, 'documents' | 'files'>,
  uploadedBy: string,
  key: string,
): Promise<void> {
  const opened = await documents.openPdf(uploadedBy, () => files.getBytes(key));
  if (opened && opened !== 'opens') throw new Refused(`attachment.${opened}`);
}
