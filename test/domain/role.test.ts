import { expect, test } from '@jest/globals';
import { listRoles } from '../../domain/role.ts';

test.each([
  [['enterprise'], '获券企业', 'enterprise'],
  [['enterprise', 'finance'], '获券企业、财务', 'enterprise and the finance'],
  [['enterprise', 'finance', 'admin'], '获券企业、财务、管理员', 'enterprise, the finance and the administrator'],
] as const)('roles are listed as a sentence of either language does: %j', (roles, zh, en) => {
  expect([listRoles(roles, 'zh'), listRoles(roles, 'en')]).toEqual([zh, en]);
});
