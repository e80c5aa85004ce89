import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LABELS_OF_FILE } from '../../../domain/reading/papers.ts';
import { created, ok } from '../answer.ts';
import { InvalidInput } from '../../actions/errors.ts';
import { formatDisposition } from '../../files/content.ts';
import { FILE_TYPES } from '../../files/kinds.ts';
import { lookAtReading } from '../../documents/reading.ts';
import { keepFile } from '../../files/keep.ts';
import { seenFile } from '../../files/authorised-file.ts';
import { id } from '../../forms/fields.ts';
import { route } from '../route.ts';
import { AttachmentKindName, AttachmentSchema } from '../views/attachment.ts';
import { NOT_READ, ReadingSchema, readingJson } from '../views/reading.ts';

/** Files go first; steps refer to them by id. @source L84, L165, D15 */
export const attachmentRoutes = [
  route({
    method: 'post',
    path: '/api/attachments',
    by: 'signedIn',
    tag: 'attachments',
    summary: 'Upload a file: pdf, and for other than contracts jpg or png, up to 5 MiB',
    upload: true,
    body: z.object({ kind: AttachmentKindName }),
    answers: { 201: AttachmentSchema },
    handle: async (portal, { account, body, file }) => {
      if (!file) throw new InvalidInput([{ pointer: '/file', code: 'form.required' }]);
      const kept = await keepFile(portal, account.id, { id: randomUUID(), kind: body.kind, file });
      return created(`/api/attachments/${kept.id}`, kept);
    },
  }),
  route({
    method: 'get',
    path: '/api/attachments/{id}',
    by: 'signedIn',
    tag: 'attachments',
    summary:
      'A file, for those who may see its order; before it has one, for the people of its uploader’s organization',
    params: z.object({ id }),
    missing: 'attachment.not-found',
    answers: { 200: { file: Object.keys(FILE_TYPES) } },
    handle: async (portal, { account, params }) => {
      const file = await seenFile(portal, account, params.id);
      return {
        status: 200,
        headers: {
          'content-type': file.mediaType,
          'content-disposition': formatDisposition(file.name),
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
        },
        body: await portal.files.getBytes(file.key),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/attachments/{id}/reading',
    by: 'signedIn',
    tag: 'attachments',
    summary:
      'What a program has read in a file, for those who may have it: to be compared before a step is sent. It decides nothing',
    params: z.object({ id }),
    missing: 'attachment.not-found',
    answers: { 200: ReadingSchema },
    handle: async (portal, { account, params }) => {
      const { id: fileId, kind } = await seenFile(portal, account, params.id);
      if (!(kind in LABELS_OF_FILE)) return ok(NOT_READ);
      return ok(readingJson(await lookAtReading(portal, fileId), kind === 'invoice'));
    },
  }),
];
