import type { Request, RequestHandler } from 'express';
import { listOwnFiles } from '../../db/reads/attachment.ts';
import type { OwnFile } from '../../db/reads/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { insistFound, InvalidInput, Refused, Unavailable } from '../actions/errors.ts';
import { isId } from '../forms/fields.ts';
import type { SentFile } from '../forms/multipart.ts';
import type { Portal } from '../actions/portal.ts';
import type { Code } from '../actions/problems.ts';
import { uuidv5 } from '../actions/uuid.ts';
import { keepBytes, keepFile } from './keep.ts';

/** The file fields of a page's form, and what their files are for; `*` stands for a row's number. */
export type FileFields = Readonly<Record<string, AttachmentKind>>;

/** A file that was sent and not kept, and why. */
export interface FileProblem {
  readonly field: string;
  readonly name: string;
  readonly code: Code;
  readonly about?: Refused['about'] | undefined;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Of a form with files: what was not kept. Such a form is shown again. */
    fileProblems?: readonly FileProblem[];
  }
}

/**
 * Keeps the files of a form as attachments before anything else is asked, and puts their ids into the form's values: every
 * file field then holds a list of ids, new ones first. A form that comes back has nothing to upload again; the same form
 * sent twice keeps the same file. A file of another order is copied: it belongs to one.
 *
 * @throws Refused `request.malformed` for a file in a field that takes none
 * @source L84, L165, D15
 */
export const keepSent =
  (portal: Portal, fields: FileFields): RequestHandler =>
  async (request, _response, next) => {
    request.reading = keep(portal, fields, request);
    await request.reading;
    next();
  };

async function keep(portal: Portal, fields: FileFields, request: Request): Promise<void> {
  const values = request.body as Record<string, unknown>;
  const sent = request.sentFiles ?? [];
  const names = new Set([...sent.map(({ field }) => field), ...Object.keys(values), ...plain(fields)]);
  const problems: FileProblem[] = [];
  for (const name of names) {
    const kind = kindOf(fields, name);
    const files = sent.filter(({ field }) => field === name);
    if (kind) values[name] = await idsOf(portal, request, { name, kind, files, values, problems });
    else if (files.length > 0) throw new Refused('request.malformed');
  }
  request.fileProblems = problems;
}

const plain = (fields: FileFields): string[] => Object.keys(fields).filter((name) => !name.includes('*'));

const kindOf = (fields: FileFields, name: string): AttachmentKind | undefined =>
  fields[name] ?? fields[name.replaceAll(/(?<=^|\.)\d{1,3}(?=\.|$)/g, '*')];

interface Field {
  readonly name: string;
  readonly kind: AttachmentKind;
  readonly files: readonly SentFile[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: FileProblem[];
}

async function idsOf(portal: Portal, request: Request, { name, kind, files, values, problems }: Field) {
  const { id: accountId } = insistFound(request.account, 'session.required');
  const same = `${accountId}/${String(values['click'])}/${name}`; // the form's own id: sent twice, it keeps one file
  const keepOne = async (file: { readonly name: string }, work: () => Promise<string>): Promise<string[]> => {
    const kept = await keptOr(portal, work);
    if ('id' in kept) return [kept.id];
    problems.push({ field: name, name: file.name, ...kept });
    return [];
  };
  const fresh: string[] = [];
  for (const file of files) {
    const id = uuidv5(`${same}/${file.sha256}/${file.name}`);
    fresh.push(...(await keepOne(file, () => keepNew(portal, accountId, { id, kind, file }))));
  }
  const chosen = [values[name]].flat().filter((id): id is string => typeof id === 'string' && isId(id));
  const known = await listOwnFiles(portal.db, accountId, chosen);
  const ids = await Promise.all(
    chosen.map(async (chosenId) => {
      const row = known.find(({ id }) => id === chosenId.toLowerCase());
      const elsewhere = row?.kind === kind && row.subjectId !== null && row.subjectId !== request.params['id'];
      return elsewhere ? await keepOne(row, () => copyOf(portal, accountId, row, same)) : [chosenId.toLowerCase()];
    }),
  );
  return [...new Set([...fresh, ...ids.flat()])];
}

/**
 * What was kept, or why it was not: a form is shown again with all of its fields whatever became of a file.
 *
 * @throws what is no answer to a file, such as Unavailable `unavailable.database`
 */
async function keptOr(
  { log }: Pick<Portal, 'log'>,
  keepIt: () => Promise<string>,
): Promise<{ readonly id: string } | Pick<FileProblem, 'code' | 'about'>> {
  try {
    return { id: await keepIt() };
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, about: error.about };
    if (error instanceof InvalidInput) return { code: nameProblem(error) };
    if (!(error instanceof Unavailable && error.code === 'unavailable.storage')) throw error;
    log.warn({ err: error, code: error.code }, 'a file of a form was not kept');
    return { code: error.code };
  }
}

async function keepNew(
  portal: Portal,
  accountId: string,
  { id, kind, file }: { readonly id: string; readonly kind: AttachmentKind; readonly file: SentFile },
): Promise<string> {
  if (file.notStored) throw file.notStored;
  await keepFile(portal, accountId, { id, kind, file });
  return id;
}

/** A name that is none has no ending either. */
const nameProblem = ({ errors }: InvalidInput): Code =>
  errors.some(({ code }) => code === 'form.too-long') ? 'attachment.name-too-long' : 'attachment.type-not-allowed';

/** The same file once more, belonging to nothing yet. */
async function copyOf(portal: Portal, uploadedBy: string, row: OwnFile, same: string): Promise<string> {
  const id = uuidv5(`${same}/copy/${row.id}`);
  const { kind, name, sizeBytes, mediaType, sha256, key } = row;
  await keepBytes(portal, { id, kind, name, sizeBytes, mediaType, sha256, uploadedBy }, key);
  return id;
}
