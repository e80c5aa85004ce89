import { ATTACHMENTS, sizeText } from '../../../domain/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import type { Language } from '../../../domain/language.ts';
import { paths } from '../paths.ts';
import { DESK_WORDS } from './desk-words.ts';

/** A file beside the decision: shown in the frame, or opened in a window of its own. */
export interface Shown {
  readonly label: string;
  readonly name: string;
  readonly href: string;
  readonly size: string;
  /** How a file is marked that came with the last of several submissions. */
  readonly mark: string | false;
}

/** The files of a case. */
interface CaseFiles {
  readonly attachments: readonly CaseFile[];
  readonly language: Language;
}

interface CaseFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Files of the case by their ids, each with what people call it; several of a kind are numbered. */
export function shownFiles(
  { attachments, language }: CaseFiles,
  ids: readonly string[],
  fresh: ReadonlySet<string> = new Set(),
): Shown[] {
  const files = ids.flatMap((id) => attachments.find((one) => one.id === id) ?? []);
  return files.map(({ id, kind, name, sizeBytes }) => {
    const same = files.filter((one) => one.kind === kind);
    const number = same.length > 1 ? ` ${same.findIndex((one) => one.id === id) + 1}` : '';
    return {
      label: `${ATTACHMENTS[kind][language]}${number}`,
      name,
      href: paths.attachmentView(id),
      size: sizeText(sizeBytes),
      mark: fresh.has(id) && DESK_WORDS[language].newFile,
    };
  });
}

/** The frame's content: the first file until another is chosen. */
export const viewerOf = (files: readonly Shown[]) => files[0] && { first: files[0], files, several: files.length > 1 };
