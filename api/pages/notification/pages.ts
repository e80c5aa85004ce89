import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { openNotification, showBell, showNotifications, takeAllRead } from './list.ts';

/** What one has been told. */
export const NOTIFICATION_PAGES: readonly Page[] = [
  page('/notifications', 'signed-in', showNotifications),
  page('/notifications/bell', 'signed-in', showBell),
  page('/notifications/:id', 'signed-in', openNotification),
  form('/notifications/read', 'signed-in', takeAllRead),
];
