import { z } from 'zod';
import { ATTACHMENT_KINDS } from '../../../domain/attachment.ts';

/** What a file is for. @source L84, L165, D15 */
export const AttachmentKindName = z.enum(ATTACHMENT_KINDS);

/** An uploaded file. */
export const AttachmentSchema = z
  .object({ id: z.string(), kind: AttachmentKindName, name: z.string(), sizeBytes: z.int(), mediaType: z.string() })
  .meta({ id: 'Attachment' });
