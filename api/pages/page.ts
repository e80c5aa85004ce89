import type { Request, Response } from 'express';
import type { Role } from '../../domain/role.ts';
import type { FileFields } from '../files/form-files.ts';
import type { Portal } from '../actions/portal.ts';

/** What answers a page's call. */
export type PageHandler = (portal: Portal, request: Request, response: Response) => void | Promise<void>;

/** One page, or one form's target: a row of the table that mounts them. */
export interface Page {
  readonly method: 'get' | 'post';
  /** As Express matches it. */
  readonly path: string;
  /** Who may see it; to others of the signed-in it does not exist. */
  readonly to: 'anyone' | 'signed-in' | readonly Role[];
  readonly handle: PageHandler;
  /** Of a form: the fields that take files. */
  readonly files?: FileFields;
  /** It answers with a file to be saved, not with a page to be looked at. */
  readonly download?: true;
}

/** A page people look at. */
export const page = (path: string, to: Page['to'], handle: PageHandler): Page => ({ method: 'get', path, to, handle });

/** A file people take away. */
export const download = (path: string, to: Page['to'], handle: PageHandler): Page => ({
  method: 'get',
  path,
  to,
  handle,
  download: true,
});

/**
 * Where a form is sent, with the session's token: `x-www-form-urlencoded`, or `multipart/form-data` when it has `files`. Those
 * are kept as attachments before the handler is asked, which finds lists of their ids in the form's values.
 */
export const form = (
  path: string,
  to: Page['to'],
  handle: PageHandler,
  { files }: { readonly files?: FileFields } = {},
): Page => ({ method: 'post', path, to, handle, ...(files && { files }) });
