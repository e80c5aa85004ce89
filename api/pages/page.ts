import type { Response } from 'express';
import type { Role } from '../../domain/role.ts';
import type { FileFields } from '../files/form-files.ts';
import type { Portal } from '../actions/portal.ts';
import type { MemberVisit, Visit } from './visit.ts';

/** What answers a page's call. */
export type PageHandler<V extends Visit = MemberVisit> = (
  portal: Portal,
  visit: V,
  response: Response,
) => void | Promise<void>;

/** Who may see a page that is not for anyone; to others of the signed-in it does not exist. */
type Members = 'signed-in' | readonly Role[];

interface PageRow {
  readonly method: 'get' | 'post';
  /** As Express matches it. */
  readonly path: string;
  /** Of a form: the fields that take files. */
  readonly files?: FileFields;
  /** It answers with a file to be saved, not with a page to be looked at. */
  readonly download?: true;
}

interface OpenPage extends PageRow {
  readonly to: 'anyone';
  readonly handle: PageHandler<Visit>;
}

interface MemberPage extends PageRow {
  readonly to: Members;
  readonly handle: PageHandler;
}

/** One page, or one form's target: a row of the table that mounts them. */
export type Page = OpenPage | MemberPage;

/** Who is let in, with the handler that reads their visit: only a page for members has an account for certain. */
type Answered = [to: 'anyone', handle: PageHandler<Visit>] | [to: Members, handle: PageHandler];

const rowOf = (row: PageRow, [to, handle]: Answered): Page =>
  to === 'anyone' ? { ...row, to, handle } : { ...row, to, handle };

/** A page people look at. */
export const page = (path: string, ...answered: Answered): Page => rowOf({ method: 'get', path }, answered);

/** A file people take away. */
export const download = (path: string, ...answered: Answered): Page =>
  rowOf({ method: 'get', path, download: true }, answered);

/**
 * Where a form is sent, with the session's token: `x-www-form-urlencoded`, or `multipart/form-data` when it has `files`. Those
 * are kept as attachments before the handler is asked, which finds lists of their ids in the form's values.
 */
export const form = (path: string, ...[to, handle, { files } = {}]: FormAnswered): Page =>
  rowOf({ method: 'post', path, ...(files && { files }) }, [to, handle] as Answered);

type FormAnswered = [...Answered, options?: { readonly files?: FileFields }];
