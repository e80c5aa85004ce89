import type { Request, Response } from 'express';
import type { Portal } from '../../portal.ts';
import { paths } from '../paths.ts';

/** Where a person's work begins. */
export const goHome = (_portal: Portal, _request: Request, response: Response): void =>
  response.redirect(303, paths.orders());
