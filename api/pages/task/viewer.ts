import { ATTACHMENTS, sizeText } from '../../../domain/attachment.ts';
import { paths } from '../paths.ts';
import type { Case } from './case.ts';

/** A file beside the decision: shown in the frame, or opened in a window of its own. */
export interface Shown {
  readonly label: string;
  readonly name: string;
  readonly href: string;
  readonly size: string;
}

/** Files of the case by their ids, each with what people call it; several of a kind are numbered. */
export function shownFiles({ attachments, language }: Case, ids: readonly string[]): Shown[] {
  const files = ids.flatMap((id) => attachments.find((one) => one.id === id) ?? []);
  return files.map(({ id, kind, name, sizeBytes }) => {
    const same = files.filter((one) => one.kind === kind);
    const number = same.length > 1 ? ` ${same.findIndex((one) => one.id === id) + 1}` : '';
    return {
      label: `${ATTACHMENTS[kind][language]}${number}`,
      name,
      href: paths.attachmentView(id),
      size: sizeText(sizeBytes),
    };
  });
}

/** The frame's content: the first file until another is chosen. */
export const viewerOf = (files: readonly Shown[]) => files[0] && { first: files[0], files, several: files.length > 1 };
