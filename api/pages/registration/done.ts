import type { Response } from 'express';
import { listRegisteredTypes } from '../../../db/reads/registration.ts';
import type { Party } from '../../../domain/role.ts';
import { interpolate } from '../../../domain/words.ts';
import { insistFound } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { REGISTRATION_WORDS } from './words.ts';

/** What a company reads that has registered: who it is now, what comes next, and its other account. @source L12 */
export async function showRegistered(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language, csrfToken } = visit;
  const words = REGISTRATION_WORDS[language];
  const own: Party = account.roles.includes('enterprise') ? 'enterprise' : 'institution';
  const other: Party = own === 'enterprise' ? 'institution' : 'enterprise';
  const { id, name } = insistFound(account.organization ?? undefined, 'request.unknown-path');
  const hasOther = (await listRegisteredTypes(portal.db, id)).includes(other);
  const said = (text: string): string => interpolate(text, { type: words[`${other}Name`] });
  const page = {
    words,
    title: words.registered,
    csrfToken,
    facts: [
      { label: words.entity, value: name },
      { label: words.registeredAs, value: words[own] },
      { label: words.username, value: account.username },
    ],
    links: [
      { href: paths.orders(), label: words.toOrders },
      ...(own === 'enterprise'
        ? [
            { href: paths.products(), label: words.toProducts },
            { href: paths.vouchers(), label: words.toVouchers },
          ]
        : []),
    ],
    other: hasOther
      ? { head: said(words.otherAccount), text: words.otherAccountText }
      : { head: said(words.secondAccount), text: words.secondAccountText },
    switchAction: hasOther && paths.signOut,
    second: !hasOther && { href: paths.register(other), label: said(words.registerSecond) },
  };
  await render(portal, visit, response, { status: 200, template: 'registration/done', page });
}
