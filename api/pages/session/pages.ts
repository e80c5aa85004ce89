import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { showHome } from './home.ts';
import { showSignIn, takeSignIn, takeSignOut } from './sign-in.ts';

/** Coming and going. */
export const SESSION_PAGES: readonly Page[] = [
  page('/', 'anyone', showHome),
  page('/sign-in', 'anyone', showSignIn),
  form('/sign-in', 'anyone', takeSignIn),
  form('/sign-out', 'signed-in', takeSignOut),
];
