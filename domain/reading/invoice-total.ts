import type { Fen } from '../fen.ts';
import { amountsIn } from './amounts.ts';
import { NUMERALS } from './capitals.ts';
import type { Found, Match } from './found.ts';
import type { Line } from './invoice-lines.ts';
import { plain } from './signs.ts';
import { VOID } from './void.ts';

const TOTAL = /价税合计|合计金额(?=\((?:大写|小写)\))/gu;
/** What may stand between the name of a total, its words and its figures. */
const BETWEEN = /^(?:[\s:()⊗x×¥]|大写|小写|人民币|金额)*/u;
/** What begins words or figures that are no amount of yuan: below zero, in another currency, garbled. */
const NO_AMOUNT = new RegExp(`^[${NUMERALS}\\dA-Za-z\\p{Sc}\\-−–—▲△]`, 'u');
/** So far below its name a total stands at most. */
const LINES_BELOW = 3;

const VOID_ALONE = new RegExp(`^(?:[此本]票|本发票|已|\\()*\\s*(?:${VOID})[^:]{0,8}$`, 'iu');
const IN_TITLE = new RegExp(
  `(?:增值税|电子)\\p{Script=Han}{0,6}发票.*(?:${VOID})|(?:${VOID}).*(?:增值税|电子)\\p{Script=Han}{0,6}发票`,
  'iu',
);
/** An invoice that takes another back names it. */
const TAKES_BACK = /被红冲|对应正数发票|红字发票信息(?:确认单|表)?编?号/u;
/** The sum without tax of an invoice that takes another back. */
const NEGATIVE_SUM = /^合\s*计(?!金额).*[-−–—▲△]\s*¥?\s*\d|^合\s*计.*¥\s*[-−–—▲△]/u;
/** Another currency, said above the total. */
const ABROAD = /币种[:\s]*(?![:\s]|人民币|CNY|RMB)\S/u;

/** Whether nothing is to be paid by an invoice: it is void, a sample, takes another back, or is in another currency. */
function isWorthless(lines: readonly Line[]): boolean {
  const texts = lines.map(({ text }) => text.trim());
  const broken = texts.join('\n').replaceAll(/(?<=^|\n)(\p{Script=Han})\n(?=\p{Script=Han}(?:\n|$))/gu, '$1');
  return (
    broken.split('\n').some((text) => VOID_ALONE.test(text) || IN_TITLE.test(text)) ||
    texts.some((text) => TAKES_BACK.test(text) || NEGATIVE_SUM.test(text)) ||
    texts.slice(0, texts.findIndex((text) => text.search(TOTAL) >= 0) + 1).some((text) => ABROAD.test(text))
  );
}

type Total = Partial<Record<'words' | 'figures', Found<Fen>>>;

/**
 * The totals with tax of one invoice, in figures and in words; both are disputed where they say two amounts. What stands behind
 * them, as remarks do, is none of theirs. An invoice by which nothing is to be paid has none.
 */
export function totalsIn(lines: readonly Line[]): Found<Fen>[] {
  if (isWorthless(lines)) return [];
  const totals = lines.flatMap((line, index) => totalsFrom(line, lines.slice(index + 1, index + 1 + LINES_BELOW)));
  const [wordsAlone, figuresAlone] = [
    totals.flatMap(({ words, figures }) => (words && !figures ? [words] : [])),
    totals.flatMap(({ words, figures }) => (figures && !words ? [figures] : [])),
  ];
  const isDisputed = wordsAlone.some(
    (words) => figuresAlone.length > 0 && figuresAlone.every(({ value }) => value !== words.value),
  );
  return totals.flatMap(({ words, figures }) => {
    const said = [words, figures].flatMap((one) => (one ? [one] : []));
    const differs = words && figures ? words.value !== figures.value : isDisputed;
    return said.map((one) => (differs ? { ...one, disputed: true as const } : one));
  });
}

function totalsFrom({ text, page }: Line, below: readonly Line[]): Total[] {
  return [...text.matchAll(TOTAL)].flatMap(({ index, 0: name }) => {
    const said = plain([text.slice(index), ...below.map((line) => line.text)].join(' ')).slice(name.length);
    const marked = said.replaceAll(/(\(小写\):?)(?=\d)/gu, '$1¥');
    const total = totalAt(marked);
    const placed = (one: Match<Fen> | undefined) =>
      one && { value: one.value, label: 'invoiceTotal' as const, page, excerpt: `${name}${marked}`.slice(0, 80) };
    const [words, figures] = [placed(total?.words), placed(total?.figures)];
    return words || figures ? [{ ...(words && { words }), ...(figures && { figures }) }] : [];
  });
}

/** The words and the figures that a text begins with; undefined where either is no amount of yuan that is to be paid. */
function totalAt(text: string): { words?: Match<Fen>; figures?: Match<Fen> } | undefined {
  const [first, second] = amountsIn(text);
  if (!first || !isBetween(text.slice(0, first.span[0])) || isBelowZero(text, first)) return undefined;
  const [one, other] = inWords(text, first) ? (['words', 'figures'] as const) : (['figures', 'words'] as const);
  const isPair =
    second && isBetween(text.slice(first.span[1], second.span[0])) && inWords(text, second) !== inWords(text, first);
  if (isPair) return isBelowZero(text, second) ? undefined : { [one]: first, [other]: second };
  const rest = text.slice(first.span[1]);
  const [gap = ''] = BETWEEN.exec(rest) ?? [];
  return /小写|大写|¥/u.test(gap) && NO_AMOUNT.test(rest.slice(gap.length)) ? undefined : { [one]: first };
}

const isBetween = (text: string): boolean => BETWEEN.exec(text)?.[0] === text;
const inWords = (text: string, { span: [from, to] }: Match<Fen>): boolean => !/\d/u.test(text.slice(from, to));
/** In brackets and without a word, or with a sign behind it, an amount is one below zero. */
const isBelowZero = (text: string, { span: [from, to] }: Match<Fen>): boolean =>
  /\d/u.test(text.slice(from, to)) &&
  ((/\(¥?$/u.test(text.slice(0, from)) && text.startsWith(')', to)) || /^[-−–—]/u.test(text.slice(to)));
