/** What says of a paper as a whole that nothing is to be paid by it: it is void, takes another back, or is a sample. */
export const VOID =
  '作\\s*废|红\\s*字|负\\s*数|红\\s*冲|冲\\s*红|样\\s*[张票]|预\\s*览|无\\s*效|仅\\s*供\\s*[参预]|VOID|SAMPLE|DRAFT';

const SAID = new RegExp(VOID, 'iu');

/** What a text says so with, as a stamp does; undefined where it does not. */
export const voidIn = (text: string): string | undefined => SAID.exec(text)?.[0];
