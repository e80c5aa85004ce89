import { clausesPage } from './clauses.ts';
import { refusalsPage } from './refusals.ts';
import { statesPage } from './states.ts';

/** The generated pages, as they have to be now. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'docs/states.md': statesPage,
  'docs/clauses.md': clausesPage,
  'docs/refusals.md': refusalsPage,
};
