import type { Page } from '../page.ts';
import { page } from '../page.ts';
import { showOperation } from './show.ts';

/** What an administrator looks at to see that everything runs. */
export const OPERATION_PAGES: readonly Page[] = [page('/operation', ['admin'], showOperation)];
