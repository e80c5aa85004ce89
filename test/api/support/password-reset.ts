import { ACCOUNTS, ORGANIZATIONS } from '../../../scripts/seed/scheme.ts';
import { eventually } from '../../setup/eventually.ts';
import type { TestPortal } from './portal.ts';

type Database = Pick<TestPortal, 'database'>;

/** A password that nobody has. */
export const NEW_PASSWORD = 'ein-neues-Passwort-4711';

/** What somebody writes who asks for a new password for `demo-<name>`: all of it right. */
export function requestFor(name: 'enterprise' | 'enterprise-2' | 'institution' | 'institution-2') {
  const { name: contact, organization } = ACCOUNTS[name];
  const { name: company, creditCode } = ORGANIZATIONS[organization];
  const username = `demo-${name}`;
  return { username, company, creditCode, contact, landline: '0371-67981234', reason: '经办人离职，密码未交接' };
}

/** The same for a user name that there is no account of. */
export const requestForNobody = (username = 'keiner-da') => ({ ...requestFor('enterprise'), username });

/** Forgets how often anybody has asked. */
export const resetThrottles = ({ database }: Database) =>
  database.client`delete from sign_in_failures where key like 'reset-%'`;

interface ResetRow {
  readonly id: string;
  readonly state: string;
  readonly token_hash: string | null;
}

/** The resets there are of a user name, oldest first. */
export const resetsOf = ({ database }: Database, username: string) =>
  database.client<ResetRow & Record<string, unknown>>`
    select id, state, token_hash from password_resets where requested ->> 'username' = ${username} order by number`;

/** The newest reset of a user name, once there are more than before. @throws Error when there are not in time */
export async function newestReset(portal: Database, username: string, before = 0): Promise<string> {
  const rows = await eventually(
    () => resetsOf(portal, username),
    ({ length }) => length > before,
  );
  return rows.at(-1)?.id ?? '';
}

/** The open task of a reset, as the center's inbox has it. */
export async function taskOf(portal: Pick<TestPortal, 'as'>, resetId: string): Promise<string> {
  const { body } = await (await portal.as('center')).get('/api/tasks?kind=passwordReset');
  const task = body.items.find(({ subject }: { subject: { id: string } }) => subject.id === resetId);
  return task?.id ?? '';
}

/** The token of a link. */
export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? '';
