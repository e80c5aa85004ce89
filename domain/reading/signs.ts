// Ours: NFKC maps the Kangxi radicals (U+2F00) to their characters, but of the radicals supplement (U+2E80) two only.

/** Radicals of the supplement and the characters they look like (Unicode's Equivalent_Unified_Ideograph). */
const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ' +
    '⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ' +
    '⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);

/**
 * One form of each sign (￥ and ¥, ： and :), radicals as the characters they look like. The comma of a Chinese sentence stays
 * apart from the one of thousands.
 */
const normal = (text: string): string =>
  text
    .split('，')
    .map((part) => part.normalize('NFKC'))
    .join('，')
    .replaceAll(/[\u2E80-\u2EFF]/g, (radical) => RADICALS[radical] ?? radical)
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]|[\uFE00-\uFE0F]|(?![\n\t])\p{Cc}/gu, (sign) =>
      /\s/u.test(sign) ? ' ' : '',
    );

const BESIDE = '[\\p{Script=Han}\\p{P}\\p{Sc}]';
const CLOSE = new RegExp(`(?<=${BESIDE}) | (?=${BESIDE})`, 'gu');

const ROW = /\S(?:[^\S\n]{2,}|\t)\S/u;
/** Lines in one, but rows of a table, whose cells two blanks part, one under the other. */
const inOne = (text: string): string =>
  text
    .split('\n')
    .map((line, at, lines) => (ROW.test(line) && ROW.test(lines[at - 1] ?? '') ? '\u2029' : ' ') + line)
    .join('');

/**
 * A text as it is searched: {@link normal}, and no spaces beside Chinese signs and punctuation, where setting puts them at will.
 * Only the rows of a table remain lines: what stands last in one does not name what stands first in the next.
 */
export const plain = (text: string): string =>
  inOne(normal(text))
    .replaceAll(/[^\S\u2029]+/g, ' ')
    .replaceAll(CLOSE, '')
    .replaceAll(/ ?\u2029 ?/g, '\n')
    .trim();

/** The letters of a text without blanks, in the form in which it is searched. */
export const letters = (text: string): string => normal(text).replaceAll(/\s+/g, '');

/** Hyphens with blanks around them, as justified lines set them: HT - 2026 - 001. */
const HYPHENS = /(?<=[A-Za-z0-9]) *([-–—]) *(?=[A-Za-z0-9])/g;

/** A text in which names and numbers are searched: only a gap or the end of a line says where they end. */
export const lined = (text: string): string =>
  normal(text)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[\n ]*/g, '\n')
    .replaceAll(/ ?([:()]) ?/g, '$1')
    .replaceAll(HYPHENS, '$1');

/** A text line by line, with a tab between the cells of a line: a gap of two blanks parts them, one blank may be setting. */
export const celled = (text: string): string =>
  normal(text)
    .replaceAll(/[^\S\n]{2,}|\t/g, '\t')
    .replaceAll(/[^\S\n\t]/g, ' ')
    .replaceAll(/[ \t]*\n[ \t\n]*/g, '\n')
    .replaceAll(/ ?([:()]) ?/g, '$1')
    .trim();
