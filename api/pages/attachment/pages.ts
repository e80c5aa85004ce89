import type { Response } from 'express';
import { z } from 'zod';
import { pictureKey } from '../../../file-store.ts';
import { insistFound } from '../../actions/errors.ts';
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

/** Shows the picture by which a page of a file was read, to whoever may have the file. */
async function viewPicture(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const file = await seenFile(portal, visit.account, readId(visit, 'id', 'attachment.not-found'));
  const page = z.coerce.number().int().min(1).max(999).safeParse(visit.params['page']).data;
  const key = pictureKey(file.key, insistFound(page, 'attachment.not-found'));
  const picture = (await portal.files.exists(key)) ? await portal.files.getBytes(key) : undefined;
  response
    .set({
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
    .end(insistFound(picture, 'attachment.not-found'));
}

/** Files of orders, and the pictures of their pages, for whoever sees the order. */
export const ATTACHMENT_PAGES: readonly Page[] = [
  download('/attachments/:id', 'signed-in', viewFile),
  download('/attachments/:id/pages/:page', 'signed-in', viewPicture),
];
