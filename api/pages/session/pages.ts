import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { goHome } from './home.ts';
import { showSignIn, takeSignIn, takeSignOut } from './sign-in.ts';

/** Coming and going. */
export const SESSION_PAGES: readonly Page[] = [
  page('/', 'anyone', goHome),
  page('/sign-in', 'anyone', showSignIn),
  form('/sign-in', 'anyone', takeSignIn),
  form('/sign-out', 'signed-in', takeSignOut),
];
