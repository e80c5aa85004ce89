/** An element without an end. */
const VOID = new Set(
  'area base br col embed hr img input link meta source track wbr path rect line circle use'.split(' '),
);
/** What is no text of the page, or may hold no element. */
const UNMARKED = new Set(['script', 'style', 'title', 'textarea', 'option', 'head']);
const PIECE = /<!--[^]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+/g;
const HAN = /\p{Script=Han}/u;
/** From the first Chinese character or mark to the last, with the figures between. */
const RUN =
  /[\p{Script=Han}\u3000-\u303f\uff00-\uffef](?:[\d\s.,·–-]{0,4}[\p{Script=Han}\u3000-\u303f\uff00-\uffef])*/gu;

/**
 * A page in English with the Chinese in its texts marked as Chinese, so that it is read aloud as such (WCAG 3.1.2): names of
 * companies, people and products, and what people wrote. What stands in an element with a language of its own is left.
 */
export function markChinese(html: string): string {
  const open: { readonly name: string; readonly unmarked: boolean; readonly drawing: boolean }[] = [];
  return html.replaceAll(PIECE, (piece: string, end?: string, name?: string, attributes = '') => {
    const around = open.at(-1);
    if (name === undefined)
      return around?.unmarked === true || piece.startsWith('<!--') ? piece : markText(piece, around?.drawing);
    const tag = name.toLowerCase();
    if (end === '/') {
      const at = open.findLastIndex((one) => one.name === tag);
      if (at >= 0) open.length = at;
    } else if (!VOID.has(tag) && !attributes.endsWith('/')) {
      const unmarked = around?.unmarked === true || UNMARKED.has(tag) || /\slang="zh/.test(attributes);
      open.push({ name: tag, unmarked, drawing: tag === 'svg' || around?.drawing === true });
    }
    return piece;
  });
}

/** A text alone in Chinese becomes one element; a mixed one too, with its Chinese marked within: its parts stay side by side. */
function markText(text: string, drawing = false): string {
  if (!HAN.test(text)) return text;
  const name = drawing ? 'tspan' : 'span';
  const marked = text.replaceAll(RUN, (run) => `<${name} lang="zh-CN">${run}</${name}>`);
  const isAlone = text.replaceAll(RUN, '').trim() === '';
  return isAlone || drawing ? marked : `<${name}>${marked}</${name}>`;
}
