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
export type Members = 'signed-in' | readonly Role[];

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

/** The handler of a page for these people: only members' visits have an account for certain. */
type HandlerFor<T extends Page['to']> = PageHandler<T extends 'anyone' ? Visit : MemberVisit>;

const rowOf = <T extends Page['to']>(row: PageRow, to: T, handle: HandlerFor<T>): Page =>
  ({ ...row, to, handle }) as Page; // which of the two follows from `to`

/** A page people look at. */
export const page = <T extends Page['to']>(path: string, to: T, handle: HandlerFor<T>): Page =>
  rowOf({ method: 'get', path }, to, handle);

/** A file people take away. */
export const download = <T extends Page['to']>(path: string, to: T, handle: HandlerFor<T>): Page =>
  rowOf({ method: 'get', path, download: true }, to, handle);

/**
 * Where a form is sent, with the session's token: `x-www-form-urlencoded`, or `multipart/form-data` when it has `files`. Those
 * are kept as attachments before the handler is asked, which finds lists of their ids in the form's values.
 */
export const form = <T extends Page['to']>(
  path: string,
  to: T,
  handle: HandlerFor<T>,
  { files }: { readonly files?: FileFields | undefined } = {},
): Page => rowOf({ method: 'post', path, ...(files && { files }) }, to, handle);
