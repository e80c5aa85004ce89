import { z } from 'zod';
import { SUBJECT_TYPES } from '../../../domain/process/subject.ts';
import type { SubjectType } from '../../../domain/process/subject.ts';
import { STAFF } from '../../../domain/role.ts';
import { nothing, ok } from '../answer.ts';
import { id } from '../../forms/fields.ts';
import { route } from '../route.ts';
import { leaveSubject, viewSubject } from '../../actions/viewing.ts';
import { Named } from '../views/parts.ts';

/** Who among the staff has a subject before them now. */
export const viewingRoutes = (Object.keys(SUBJECT_TYPES) as SubjectType[]).flatMap(viewingRoutesOf);

function viewingRoutesOf(type: SubjectType) {
  const { plural, en } = SUBJECT_TYPES[type];
  const common = {
    by: STAFF,
    path: `/api/${plural}/{id}/viewing`,
    tag: plural,
    params: z.object({ id }),
    missing: `${type}.not-found`,
    forbidden: `${type}.not-your-step`,
  } as const;
  return [
    route({
      ...common,
      method: 'post',
      summary: `Say, at least every minute, that you have this before you: ${en}; answers who else has`,
      answers: { 200: z.object({ viewers: z.array(Named) }) },
      handle: async (portal, { account, params }) =>
        ok({ viewers: await viewSubject(portal, account, { type, id: params.id }) }),
    }),
    route({
      ...common,
      method: 'delete',
      summary: `Say that you have closed it: ${en}`,
      answers: { 204: null },
      handle: async (portal, { account, params }) => {
        await leaveSubject(portal, account, { type, id: params.id });
        return nothing();
      },
    }),
  ];
}
