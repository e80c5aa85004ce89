import type { Actor, Role } from '../domain/role.ts';

/** The cast: the people behind the seed's `demo-…` accounts, who play every story of the tests. */

type Belonging = Partial<Pick<Actor, 'organizationId' | 'parkId'>>;

const person = (id: string, role: Role, belonging: Belonging = {}): Actor => ({
  id,
  roles: [role],
  organizationId: null,
  parkId: null,
  declaredCreditCodes: [],
  ...belonging,
});

/** Sells services for institution-1. */
export const chen = person('chen', 'institution', { organizationId: 'institution-1' });
/** Sells services for institution-2, and must see nothing of the first one's orders. */
export const han = person('han', 'institution', { organizationId: 'institution-2' });
/** Orders for enterprise-1, of park-1. */
export const wang = person('wang', 'enterprise', { organizationId: 'enterprise-1' });
/** Orders for enterprise-2, of park-2, and must see nothing of the first one's orders. */
export const qian = person('qian', 'enterprise', { organizationId: 'enterprise-2' });
/** Reviews payments of the enterprises of park-1. */
export const li = person('li', 'park', { parkId: 'park-1' });
/** Reviews payments of the enterprises of park-2. */
export const wu = person('wu', 'park', { parkId: 'park-2' });
/** The two of the center who must agree. */
export const zhao = person('zhao', 'center');
export const zhou = person('zhou', 'center');
/** Pays out. */
export const sun = person('sun', 'finance');
/** Keeps accounts and settings; takes no step of an order. */
export const zheng = person('zheng', 'admin');

/** The same person with more roles, other declarations, another park. */
export const being = (actor: Actor, more: Partial<Actor>): Actor => ({ ...actor, ...more });

/** Those of each role who belong to the orders of the makers. */
export const CAST: Readonly<Record<Role, Actor>> = {
  institution: chen,
  enterprise: wang,
  park: li,
  center: zhao,
  finance: sun,
  admin: zheng,
};

export const INSTITUTION_CODE = '91440300708461136T';
export const ENTERPRISE_CODE = '91350100M000100Y43';
