import type { Response } from 'express';
import { formatDisposition } from '../../files/content.ts';
import { seenFile } from '../../files/authorised-file.ts';
import type { Portal } from '../../actions/portal.ts';
import { readId } from '../query-params.ts';
import type { Page } from '../page.ts';
import { download } from '../page.ts';
import type { MemberVisit } from '../visit.ts';

/**
 * What the browser's own viewer of a file may do, and who may put a frame around it: pages of this portal. Not `sandbox`: in
 * it browsers show no PDF. Nothing is loaded, and no script of the file's runs but in the viewer's own world.
 */
const VIEWED =
  "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Shows a file as it is, to be looked at beside a decision. */
async function viewFile(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const id = readId(visit, 'id', 'attachment.not-found');
  const file = await seenFile(portal, visit.account, id);
  response
    .set({
      'content-type': file.mediaType,
      'content-disposition': formatDisposition(file.name, 'inline'),
      'content-security-policy': VIEWED,
      'cache-control': 'private, no-store',
    })
    .end(await portal.files.getBytes(file.key));
}

/** Files of orders, for whoever sees the order. */
export const ATTACHMENT_PAGES: readonly Page[] = [download('/attachments/:id', 'signed-in', viewFile)];
