import { ATTACHMENTS } from '../../../domain/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import { paths } from '../paths.ts';
import type { Case } from './case.ts';

/** A file beside the decision: shown in the frame, or opened in a window of its own. */
export interface Shown {
  readonly label: string;
  readonly note: string;
  readonly href: string;
  readonly size: string;
}

/** One file of the case by its id, with what people call it. */
export function shownFile({ files, language }: Case, kind: AttachmentKind, id: string, label?: string): Shown {
  const file = files.get(id);
  return {
    label: label ?? ATTACHMENTS[kind][language],
    note: file?.name ?? '',
    href: paths.attachmentView(id),
    size: file ? sizeText(file.sizeBytes) : '',
  };
}

const KIB = 1024;

const sizeText = (bytes: number): string =>
  bytes < KIB * KIB ? `${Math.ceil(bytes / KIB)} KiB` : `${(bytes / KIB / KIB).toFixed(1)} MiB`;

/** The frame's content: the first file until another is chosen. */
export const viewerOf = (files: readonly Shown[]) => files[0] && { first: files[0], files, several: files.length > 1 };
