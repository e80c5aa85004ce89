import { listLatestFiles, listOwnFiles } from '../../../db/reads/attachment.ts';
import type { OwnFile } from '../../../db/reads/attachment.ts';
import { ATTACHMENTS, sizeText } from '../../../domain/attachment.ts';
import type { AttachmentKind } from '../../../domain/attachment.ts';
import type { Language } from '../../../domain/language.ts';
import { FILE_BYTES_AT_MOST, FILE_TYPES, KIND_TYPES, OTHER_ENDINGS, typeRefusal } from '../../files/kinds.ts';
import type { FileProblem } from '../../files/form-files.ts';
import { isId } from '../../forms/fields.ts';
import { refusedText } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { paths } from '../paths.ts';
import { shanghaiTime } from '../../../domain/day.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { WORDS } from './words.ts';

interface UploadField {
  /** The name of the form's value: a list of attachment ids. */
  readonly name: string;
  readonly kind: AttachmentKind;
  /** The kind's own word when not given. */
  readonly label?: string;
  readonly hint?: string;
  readonly multiple?: boolean;
  readonly optional?: boolean;
  /** What the form holds: ids, as `keepSent` leaves them. */
  readonly value: unknown;
  readonly problems?: readonly FileProblem[] | undefined;
  /** What is wrong with the field as a whole. */
  readonly error?: string | undefined;
}

const EARLIER_AT_MOST = 10;

export type UploadView = Awaited<ReturnType<typeof uploadField>>;

/** A file field as `{{> upload}}` draws it: what the form holds, what went wrong, and what was uploaded before. @source L84, L165 */
export async function uploadField(
  { db }: Pick<Portal, 'db'>,
  { account, language }: { readonly account: { readonly id: string }; readonly language: Language },
  field: UploadField,
) {
  const { name, kind, multiple = false } = field;
  const words = WORDS[language];
  const ids = idsIn(field.value).slice(0, multiple ? undefined : 1);
  const [held, latest] = await Promise.all([
    listOwnFiles(db, account.id, ids),
    listLatestFiles(db, { uploadedBy: account.id, kind, limit: EARLIER_AT_MOST + ids.length }),
  ]);
  const files = ids.flatMap((id) => held.filter((file) => file.id === id && file.kind === kind));
  const problems = (field.problems ?? []).filter((problem) => problem.field === name);
  const errors = problems.map((problem) => ({ name: problem.name, text: refusedText(problem, language) }));
  return {
    id: uploadId(name),
    name,
    kind,
    multiple,
    label: field.label ?? ATTACHMENTS[kind][language],
    hint: field.hint ?? limitsOf(kind, language),
    optional: field.optional && words.optional,
    accept: endingsOf(kind)
      .map((ending) => `.${ending}`)
      .join(','),
    bytesAtMost: FILE_BYTES_AT_MOST,
    files: files.map((file) => fileView(file, language)),
    earlier: dropSameContent(files, latest).map((file) => fileView(file, language)),
    errors,
    error: field.error,
    wrong: errors.length > 0 || field.error !== undefined,
    words,
    tooLarge: problemRow('attachment.too-large')[language],
    notAllowed: refusedText(typeRefusal(kind), language),
  };
}

/** Where an error summary leads for the field. */
export const uploadId = (name: string): string => `upload-${name.replaceAll('.', '-')}`;

/** The ids a form's value holds, whatever was sent. */
export const idsIn = (value: unknown): string[] => [
  ...new Set(
    [value]
      .flat()
      .filter((id): id is string => typeof id === 'string' && isId(id))
      .map((id) => id.toLowerCase()),
  ),
];

/** Those of other content, each once. */
function dropSameContent(files: readonly OwnFile[], latest: readonly OwnFile[]): OwnFile[] {
  const seen = new Set(files.map(({ sha256 }) => sha256));
  return latest.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256)).slice(0, EARLIER_AT_MOST);
}

const fileView = (file: OwnFile, language: Language) => ({
  id: file.id,
  name: file.name,
  href: paths.attachment(file.id),
  about: [sizeText(file.sizeBytes), `${WORDS[language].uploaded} ${shanghaiTime(file.uploadedAt)}`]
    .concat(file.subjectId === null ? [] : WORDS[language].attached)
    .join(' · '),
});

/** What a file may be, in words: 仅 pdf，不超过 5 MB. */
function limitsOf(kind: AttachmentKind, language: Language): string {
  const words = WORDS[language];
  const endings = KIND_TYPES[kind].map((type) => FILE_TYPES[type][0]);
  const named =
    endings.length === 1
      ? `${words.only} ${endings[0]}`.trim()
      : `${endings.slice(0, -1).join(LIST_COMMA[language])}${words.or}${endings.at(-1)}`;
  return language === 'zh'
    ? `${named.replace(/(?<=[a-z])或/, ' 或 ')}，${words.sizeLimit}`
    : `${named}, ${words.sizeLimit}`;
}

const endingsOf = (kind: AttachmentKind): string[] =>
  KIND_TYPES[kind].flatMap((type) => [...FILE_TYPES[type], ...(type === 'image/jpeg' ? OTHER_ENDINGS : [])]);
