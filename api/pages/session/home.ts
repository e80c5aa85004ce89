import type { Response } from 'express';
import { DECIDERS } from '../../../domain/role.ts';
import type { Portal } from '../../actions/portal.ts';
import { paths } from '../paths.ts';
import type { Visit } from '../visit.ts';

/** Where a person's work begins: who decides for the scheme, at what waits for a decision. @source D6 */
export const goHome = (_portal: Portal, { account }: Visit, response: Response): void =>
  response.redirect(303, account?.roles.some((role) => DECIDERS.includes(role)) ? paths.tasks() : paths.orders());
