import { form, page } from '../page.ts';
import type { Page } from '../page.ts';
import { showPreferences, takePreferences } from './show.ts';

/** What one is told by mail. */
export const PREFERENCE_PAGES: readonly Page[] = [
  page('/preferences', 'signed-in', showPreferences),
  form('/preferences', 'signed-in', takePreferences),
];
