import type { Response } from 'express';
import { z } from 'zod';
import { getBadges } from '../../../db/reads/frame.ts';
import { countNotifications, listNotifications } from '../../../db/reads/notification.ts';
import type { NotificationRow } from '../../../db/reads/notification.ts';
import { markRead, markReadUpTo } from '../../../db/writes/portal/notification.ts';
import { dayAndTime, inShanghai } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { mayBegin } from '../../../domain/order/permissions.ts';
import { insistFound } from '../../actions/errors.ts';
import { notificationText } from '../../actions/notification.ts';
import { subjectPath } from '../../../domain/process/subject.ts';
import { id } from '../../forms/fields.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { now } from '../../actions/moment.ts';
import { findVisibleSubject } from '../../actions/subjects.ts';
import type { SubjectRecord } from '../../actions/subjects.ts';
import type { Portal } from '../../actions/portal.ts';
import { badgesOf, capCount } from '../frame/navigation.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { readTexts } from '../query-params.ts';
import { noticeLook } from './event-icons.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS = 30;
const PLACE = z.object({ after: bothWaysById.after, before: bothWaysById.before });

/** What one has been told, newest first, by keyset. */
export async function showNotifications(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = WORDS[language];
  const asked = readTexts(visit, ['after', 'before', 'unread']);
  const { after, before } = read(PLACE, { after: asked.after, before: asked.before });
  const unread = asked.unread === '1';
  const found = await listNotifications(portal.db, account.id, { after, before, unread, limit: ROWS + 1 });
  const { rows, next, previous } = pageBothWays(found, { after, before, limit: ROWS }, (row) => [row.id]);
  const filter = { unread: unread ? '1' : undefined };
  if (rows.length === 0 && after !== undefined) return response.redirect(paths.notifications(filter)); // read meanwhile
  const first = previous === null ? undefined : rows[0]?.id;
  const page = {
    words,
    title: words.notifications,
    entries: rows.map((row) => entryOf(row, language)),
    allRead: rows.some(({ readAt }) => readAt === null) && {
      action: paths.notificationsRead,
      csrfToken: visit.csrfToken,
      upTo: rows[0]?.id,
    },
    views: [
      { label: words.all, href: paths.notifications(), current: !unread },
      { label: words.onlyUnread, href: paths.notifications({ unread: '1' }), current: unread },
    ],
    here: previous === null && paths.notifications(filter),
    none: unread ? words.noneUnread : words.noneYet,
    pager: pagerView(
      { rows: rows.length, ...(await countNotifications(portal.db, account.id, { unread, before: first })) },
      {
        next: next && paths.notifications({ ...filter, after: next }),
        previous: previous && paths.notifications({ ...filter, before: previous }),
      },
    ),
    orders: paths.orders(),
    preferences: paths.preferences(),
  };
  return render(portal, visit, response, { status: 200, template: 'notification/list', page });
}

function entryOf(row: NotificationRow, language: Language) {
  const text = notificationText(row, language);
  const at = inShanghai(row.at);
  const [day, time] = dayAndTime(at);
  return {
    href: paths.notification(row.id),
    text,
    at,
    day,
    time,
    unread: row.readAt === null,
    ...noticeLook(row.event),
  };
}

/** Reads one: on to what it is about. @source D5 */
export async function openNotification(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const known = id.safeParse(visit.params['id']);
  const row = known.success ? await markRead(portal.db, known.data, account.id) : undefined;
  const { event, subjectType: type, subjectId } = insistFound(row, 'notification.not-found');
  const record = await findVisibleSubject(portal.db, account, { type, id: subjectId });
  if (!record) return response.redirect(303, paths.notifications());
  const isForm = event === 'order.redemptionReturned' && maySupplement(record, account);
  response.redirect(303, isForm ? paths.orderSupplement(subjectId) : subjectPath({ type, id: subjectId }));
}

/** Whether the reader may supplement now what was returned: it may have been supplemented, or closed, since. */
const maySupplement = (subject: SubjectRecord, reader: MemberVisit['account']): boolean =>
  subject.type === 'order' && mayBegin(subject.record, reader, 'supplementRedemption', now()).allowed;

/** Marks all as read, up to the one that stood on top when the page was drawn. */
export async function takeAllRead(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const { upTo } = read(z.object({ upTo: id }), { upTo: visit.values['upTo'] });
  await markReadUpTo(portal.db, upTo, account.id);
  response.redirect(303, paths.notifications());
}

/** The bell and the counts of the menu, which agree, for a page that is told that something has come. */
export async function showBell(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const badges = await getBadges(portal.db, account);
  response.set('cache-control', 'no-store').render('../partials/bell-and-badges', {
    layout: false,
    words: WORDS[visit.language],
    unread: badges.unread > 0 && capCount(badges.unread),
    badges: badgesOf({ roles: account.roles, badges }, visit.language),
  });
}
