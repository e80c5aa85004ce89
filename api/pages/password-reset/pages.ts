import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { showPasswordResets } from './list.ts';
import { showNewPassword, takeNewPassword } from './new-password.ts';
import { showReceived, showRequest, takeRequest } from './request.ts';
import { showPasswordReset } from './show.ts';
import { showStaffReset, takeStaffReset } from './staff.ts';

/** New passwords: asking for one, setting it, and what staff look up. They are decided at the desk of their task. */
export const PASSWORD_RESET_PAGES: readonly Page[] = [
  page('/password/forgotten', 'anyone', showRequest),
  form('/password/forgotten', 'anyone', takeRequest),
  page('/password/forgotten/received', 'anyone', showReceived),
  page('/password/new', 'anyone', showNewPassword),
  form('/password/new', 'anyone', takeNewPassword),
  page('/password-resets', ['admin'], showPasswordResets),
  page('/password-resets/new', ['admin'], showStaffReset),
  form('/password-resets/new', ['admin'], takeStaffReset),
  page('/password-resets/:id', ['center', 'admin'], showPasswordReset),
];
