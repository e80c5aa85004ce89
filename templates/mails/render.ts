import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { convert } from 'html-to-text';
import juice from 'juice';

interface Row {
  readonly href: string;
}

/** What every mail says around its body. Each text is in the reader's language, each address whole. */
export interface MailFrame {
  readonly lang: string;
  readonly product: string;
  readonly subject: string;
  readonly greeting: string;
  readonly button: { readonly label: string; readonly href: string };
  /** Why the reader has this mail, and where to change that. */
  readonly why: string;
  readonly preferences: { readonly label: string; readonly href: string };
  readonly hotline: string;
}

/** A mail about one notice. */
export interface NoticeMail extends MailFrame {
  readonly body: 'notice';
  readonly text: string;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly amount: boolean }[];
}

/** A day's digest. */
export interface DigestMail extends MailFrame {
  readonly body: 'digest';
  readonly tasks: {
    readonly heading: string;
    readonly rows: readonly (Row & {
      readonly label: string;
      readonly number: string;
      readonly subject: string;
      readonly due: string;
      readonly late: boolean;
    })[];
  };
  readonly notices: {
    readonly heading: string;
    readonly rows: readonly (Row & { readonly text: string; readonly at: string })[];
  };
}

/** A mail that asks to confirm the address it goes to. */
export interface ConfirmationMail extends MailFrame {
  readonly body: 'confirmation';
  readonly text: string;
}

type Mail = NoticeMail | DigestMail | ConfirmationMail;

const source = (name: string): string => readFileSync(new URL(`${name}.hbs`, import.meta.url), 'utf8');

const mail = Handlebars.create();
mail.registerPartial('notice', source('notice'));
mail.registerPartial('digest', source('digest'));
mail.registerPartial('confirmation', source('confirmation'));
/** Strict: a name that a view lacks is an error, and no empty place in somebody’s mail. */
const layout = mail.compile<Mail>(source('layout'), { strict: true });

/** A mail as HTML, its rules inlined as mail programs need it, and the same as plain text. */
export function renderMail(view: Mail): { readonly html: string; readonly text: string } {
  const html = juice(layout(view));
  return { html, text: textOf(html, view.lang.startsWith('zh') ? '：' : ': ') };
}

/**
 * The text of a mail: a paragraph is a line, which the reader's program wraps by the width of its letters, and a row of a table is a
 * line with its label in front: nothing is set in columns, which hold in no proportional typeface and not beside wide letters.
 */
const textOf = (html: string, colon: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'table.facts', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'th', format: 'inlineSurround', options: { suffix: colon } },
      { selector: 'td + td', format: 'inlineSurround', options: { prefix: '· ' } },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    ],
  });
