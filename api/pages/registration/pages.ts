import { PARTIES } from '../../../domain/role.ts';
import type { Page } from '../page.ts';
import { form, page } from '../page.ts';
import { showRegistered } from './done.ts';
import { showRegistration, takeRegistration } from './register.ts';

/** How a company gets its account. */
export const REGISTRATION_PAGES: readonly Page[] = [
  page('/register', 'anyone', showRegistration),
  form('/register', 'anyone', takeRegistration),
  page('/register/done', PARTIES, showRegistered),
];
