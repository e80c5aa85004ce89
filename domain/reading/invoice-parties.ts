import type { Found } from './found.ts';
import type { Line } from './invoice-lines.ts';
import { plain } from './signs.ts';

type Side = 'buyer' | 'seller';

/** Who the name belongs to, in its label or in the sign beside it of a label that runs down the page. */
const WHO =
  '(?<buyer>购买方|购货单位|购货方|购方|付款方|付款单位|受票方|购|买)|(?<seller>销售方|销货单位|销货方|销方|收款方|收款单位|开票方|销|售)';
/** A sign of such a label that says nothing by itself: 方, 信, 息. */
const BETWEEN = '[ \\t]*(?:单位)?(?:信息)?[ \\t]*';
const WHOLE = '购买方|购货单位|购方|付款方|销售方|销货单位|销方|收款方';
/** What begins the next entry. */
const NEXT = '统一社会信用代码|纳税人识别号|地址[、:]|电话:|开户行|密码区|机器编号';
const NAME = new RegExp(
  `(?:(?:${WHO})${BETWEEN})?(?<![项目务物品程])名称(?::[ \\t]*|\\t)(?<name>.*?)` +
    `(?=[ \\t]*(?:[购买销售方信息][ \\t]+)?(?:(?:${WHOLE})?${BETWEEN}名称|${NEXT})|\\t|$)`,
  'gu',
);
/** Signs of labels that run down the page beside the name, and what stands behind them: the cipher of old forms. */
const BESIDE = /[ \t]+[密码区购买销售方信息备注](?:[ \t].*)?$/u;

interface Named {
  readonly side: Side | null;
  readonly name: string;
  readonly line: Line;
}

/**
 * Who sold and who bought, by the labels of their names. A form that sets both names under one label has the buyer first, above or
 * left, as its labels along the edge say in the same order; where these do not, nothing is told.
 *
 * @source L165
 */
export const sellerAndBuyerIn = (lines: readonly Line[]): Found<string>[] =>
  [...new Set(lines.map(({ page }) => page))].flatMap((page) => partiesOf(lines.filter((line) => line.page === page)));

function partiesOf(lines: readonly Line[]): Found<string>[] {
  const named = lines.flatMap((line, index) => namesIn(line, lines[index + 1]));
  const sides = named.every(({ side }) => side === null) && isBuyerFirst(lines, named) ? SIDES_IN_ORDER : [];
  return named.flatMap(({ side, name, line: { text, page } }, index) => {
    const label = side ?? sides[index] ?? null;
    return label === null || name === '' || FOR_ANOTHER.test(name)
      ? []
      : [{ value: name, label, page, excerpt: plain(text).slice(0, 80) }];
  });
}

/** An office that issues an invoice for a seller without the right to. */
const FOR_ANOTHER = /代开/u;

const SIDES_IN_ORDER: readonly Side[] = ['buyer', 'seller'];

function namesIn(line: Line, below: Line | undefined): Named[] {
  const found = [...line.text.matchAll(NAME)].map(({ groups }): Named => {
    const name = plain((groups?.['name'] ?? '').replace(BESIDE, ''));
    return { side: groups?.['buyer'] ? 'buyer' : groups?.['seller'] ? 'seller' : null, name, line };
  });
  const rest = below?.text.split('\t').map(plain) ?? [];
  const isRest =
    rest.length === found.length &&
    rest.every((cell) => /^(?!方$|信$|息$|备$|注$)[\p{Script=Han}()]{1,30}$/u.test(cell));
  const goesOn = (name: string, cell: string): boolean => isRest && (!isWhole(name) || BRANCH.test(cell));
  return found.map((one, index) => {
    const cell = rest[index] ?? '';
    return goesOn(one.name, cell) ? { ...one, name: one.name + cell } : one;
  });
}

/** How the names of bodies end. */
const BODY =
  /(?:公司|集团|中心|院|所|大学|学校|协会|学会|商会|基金会|委员会|厂|店|部|社|局|站|馆|银行|企业|机构|单位|户)(?:\([^()]{2,8}\))?$/u;

/** What a body's name may go on with: a part of it that is another. */
const BRANCH = /^\p{Script=Han}{2,12}(?:分公司|分院|分所|分中心|办事处)$/u;

/** Whether a name ends as those of bodies do; another may have been cut where its cell ends. */
export const isWhole = (name: string): boolean => name.length >= 4 && BODY.test(name);

/** Labels along the edge, or over their column: 购买方信息, or its first sign where it runs down the page. */
const EDGE = /(?<![^\s])(购|销)[买售货方单位信息]{0,5}(?![^\s])/gu;

/** Whether the labels along the edge stand in the order of the two names: 购 before 销. */
function isBuyerFirst(lines: readonly Line[], named: readonly Named[]): boolean {
  if (named.length !== 2) return false;
  const edges = lines.flatMap(({ text }, index) => [...text.matchAll(EDGE)].map(([, sign]) => ({ sign, index })));
  const [first, second] = [edges.at(0), edges.at(-1)];
  if (edges.length !== 2 || !first || !second || first.sign === second.sign) return false;
  if (first.sign === '购') return true;
  // Lines of turned text come last, those on the right first.
  return second.index === first.index + 1 && second.index === lines.length - 1;
}
