import type { KeyClaim } from '../actions/click.ts';

/**
 * What a page's form has in place of an Idempotency-Key: the same form with the same content is the same click, however often it
 * is sent, so that each time it looks for what became of it before.
 *
 * @param what the form does, and to which thing: two forms that differ in either are two clicks
 * @param sent the form's fields, its hidden `click` among them
 */
export const pageKey = (what: string, sent: object): KeyClaim => ({
  key: `page ${what}`,
  since: JSON.stringify(Object.entries(sent).toSorted(([one], [other]) => (one < other ? -1 : 1))),
  before: 'interrupted',
});
