/** The two languages of the product; Chinese is the first. */
export type Language = 'zh' | 'en';

/** A text in both. */
export interface Texts {
  readonly zh: string;
  readonly en: string;
}
