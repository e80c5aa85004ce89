/** About two lines of a page: what is longer is folded. */
const UNFOLDED_AT_MOST = 80;
const LINES_AT_MOST = 2;

/** A text of a person as the partial `long-text` draws it: its lines stay, and a long one shows two until it is opened. */
export const longText = (text: string) => ({
  text,
  isFolded: text.length > UNFOLDED_AT_MOST || text.split('\n').length > LINES_AT_MOST,
});
