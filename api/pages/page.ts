import type { Request, Response } from 'express';
import type { Role } from '../../domain/role.ts';
import type { Portal } from '../portal.ts';

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
}

/** A page people look at. */
export const page = (path: string, to: Page['to'], handle: PageHandler): Page => ({ method: 'get', path, to, handle });

/** Where a form is sent: `x-www-form-urlencoded`, with the session's token. */
export const form = (path: string, to: Page['to'], handle: PageHandler): Page => ({ method: 'post', path, to, handle });
