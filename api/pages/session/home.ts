import type { Request, Response } from 'express';
import type { Role } from '../../../domain/role.ts';
import type { Portal } from '../../portal.ts';
import { paths } from '../paths.ts';

const STAFF: readonly Role[] = ['park', 'center', 'finance'];

/** Where a person's work begins: who decides for the scheme, at what waits for a decision. @source D6 */
export const goHome = (_portal: Portal, { account }: Request, response: Response): void =>
  response.redirect(303, account?.roles.some((role) => STAFF.includes(role)) ? paths.tasks() : paths.orders());
