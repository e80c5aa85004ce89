import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { takePassword } from './password.ts';
import { showSecurity, takeSessionEnd } from './show.ts';

/** One's own password and sessions. */
export const SECURITY_PAGES: readonly Page[] = [
  page('/security', 'signed-in', showSecurity),
  form('/security/password', 'signed-in', takePassword),
  form('/security/sessions', 'signed-in', takeSessionEnd),
];
