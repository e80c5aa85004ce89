import { z } from 'zod';
import { listNotifications } from '../../../db/reads/notification.ts';
import { getBadges } from '../../../db/reads/frame.ts';
import { markRead, markReadUpTo } from '../../../db/writes/portal/notification.ts';
import { ok } from '../answer.ts';
import { insistFound } from '../../actions/errors.ts';
import { id } from '../../forms/fields.ts';
import { byId, cutPage, pageOf } from '../../forms/page.ts';
import { route } from '../route.ts';
import { notificationJson, NotificationSchema } from '../views/notification.ts';

/** What a person has been told. */
export const notificationRoutes = [
  route({
    method: 'get',
    path: '/api/notifications',
    by: 'signedIn',
    tag: 'notifications',
    summary: 'Your notifications, newest first',
    query: z.object(byId),
    answers: { 200: pageOf(NotificationSchema) },
    handle: async ({ db }, { account, query, language }) => {
      const { rows, next } = cutPage(
        await listNotifications(db, account.id, { ...query, limit: query.limit + 1 }),
        query.limit,
        (row) => [row.id],
      );
      return ok({ items: rows.map((row) => notificationJson(row, language)), next });
    },
  }),
  route({
    method: 'post',
    path: '/api/notifications/{id}/read',
    by: 'signedIn',
    tag: 'notifications',
    summary: 'Mark one of your notifications as read',
    params: z.object({ id }),
    missing: 'notification.not-found',
    answers: { 200: NotificationSchema },
    handle: async ({ db }, { account, params, language }) =>
      ok(notificationJson(insistFound(await markRead(db, params.id, account.id), 'notification.not-found'), language)),
  }),
  route({
    method: 'post',
    path: '/api/notifications/read',
    by: 'signedIn',
    tag: 'notifications',
    summary: 'Mark what you have been told as read, up to and with one: what came since stays unread',
    body: z.object({ upTo: id }),
    answers: { 200: z.object({ unread: z.int().describe('100 stands for more than 99') }) },
    handle: async ({ db }, { account, body }) => {
      await markReadUpTo(db, body.upTo, account.id);
      const { unread } = await getBadges(db, account);
      return ok({ unread });
    },
  }),
];
