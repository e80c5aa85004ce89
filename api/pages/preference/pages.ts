import { form, page } from '../page.ts';
import type { Page } from '../page.ts';
import { showConfirmation, takeConfirmation } from './confirmation.ts';
import { showPreferences, takeAskAgain, takePreferences } from './show.ts';

/** What one is told by mail. */
export const PREFERENCE_PAGES: readonly Page[] = [
  page('/preferences', 'signed-in', showPreferences),
  form('/preferences', 'signed-in', takePreferences),
  form('/preferences/confirmation', 'signed-in', takeAskAgain),
  page('/mail-address/confirm', 'anyone', showConfirmation),
  form('/mail-address/confirm', 'anyone', takeConfirmation),
];
