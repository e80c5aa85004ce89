import type { Fen } from '../fen.ts';
import { NAMES, TAKES_PLACE, VERBS } from './amount-names.ts';
import { calledBy } from './found.ts';
import type { Match, Name } from './found.ts';

const ARROW = '(?:[-—–=]+>|[→⇒⟶➔⟹])';
/** What may stand between an amount and the verb that puts another in its place. */
const LEADS =
  '(?:[,，、:]|现在?|双方|甲乙|同意|协商|一致|经|拟|将|其|统一|相应|应|全部|均|已|予以|的|内容|约定|条款|表述|不再执行|作废|另行|重新|最终|共同|确认|决定|该|金额|本次|补充|协议)*';
/** From an amount to the one in its place: 50,000元变更为45,000元, 50,000元→45,000元, 50,000元，现为45,000元. */
const LINK = calledBy(
  `^\\)?(?:有误|错误)?(?:。?["”」』])?${LEADS}(?:${TAKES_PLACE}|${VERBS}后的?|现(?:为|按|执行)|[,，]现|应为|按|${ARROW})(?:新的)?["“「『]*`,
);
/** By how much an amount in the place of another is less or more, said after it. */
const LESS = new RegExp(`^[,，]${VERBS}[\\d¥人]`, 'u');
/** A quotation that is replaced: “合同总金额50,000元”修改为. */
const QUOTED = new RegExp(`["“「『][^"“”」』]{2,200}["”」』]${LEADS}${TAKES_PLACE}`, 'gu');

/** What a former agreement said: 原合同约定…, in its sentence. */
const FORMERLY =
  /原(?=合同(?!编号|签|其[他余])|协议约|约定|总|金额|定|订|价|创新|科技|企业|甲方|自付|自筹|服务费|费用|为|来|\d|¥|人民币)(?:\([^()]{0,40}\)|[^。;；)]){0,80}$/gu;
/** What was agreed before, to where the new begins: 变更前：…变更后：…. */
const BEFORE = /(?:变更|修改|调整|修订)前(?!述|款)[^]{0,300}$/gu;
const NOW = new RegExp(
  `现(?![金场行有])|${TAKES_PLACE}|(?:变更|修改|调整|修订)(?!前)|如下|补充|本协议|本次|达成|作废|不再|取消|废止|${ARROW}`,
  'u',
);

const DIFFERENCE =
  '减少|降低|下调|核减|调减|扣减|缩减|削减|减免|增加|提高|上调|调增|核增|追加|增补|新增|退还|返还|退回|未履行|未执行|剩余|尚欠|补充部分|补充合同|下浮|上浮|冲减|减去|多支付|少支付|免除|变更(?:金额|幅度)|变化|差额';
/** An amount by which another changes: 合同总金额减少5,000元, 核减合同总金额5,000元, 退还甲方5,000元. */
const BY = calledBy(
  `(?<!不)(?:(?:${DIFFERENCE})(?![至到为成后前])(?:(?![至到为成后即现改按])[\\p{Script=Han}:]){0,16}|[减增](?![至到为成后]))`,
);
/** What is not paid any more, said after it. */
const TAKEN_BACK =
  /^(?:\([^()]{1,40}\))?[)"”]*[,，]?(?:部分|均|全部|一并|予以|由[甲乙]方|将|应|相应)*(?:不再(?:支付|履行|拨付|使用)|退还|返还|退回|取消|核减|扣减|免除|不予支付|无需支付)(?![至到为后])/u;
const LISTED = calledBy('^[、和及与]\\p{Script=Han}*');
/** What ends the parts of a difference. */
const ANEW = /[。;；\n现改至到即按后故]|变更|调整|[合共总累]计/u;

/** Heads of columns of which one is former, one beside the other: what stands under them is told by its cells alone. */
const UNIT = String.raw`(?:金额|内容)?(?:\([^()]{1,8}\))?\s*`;
const SIDE_BY_SIDE = new RegExp(
  ['变更', '修改', '调整', '修订'].map((verb) => `${verb}前${UNIT}${verb}后|${verb}后${UNIT}${verb}前`).join('|') +
    `|原(?:合同|约定|协议|金额|条款)${UNIT}(?:[本现](?:次|补充|合同|约定|协议|金额|条款)|补充协议)` +
    `|原(?:合同|约定|协议)?(?:总?金额)${UNIT}(?:变更|修改|调整|修订)后(?!为)` +
    `|[本现](?:补充协议|合同|约定|协议|金额|条款)${UNIT}原(?:合同|约定|协议|金额|条款)`,
  'gu',
);
const BELOW_AT_MOST = 600;

/**
 * The amounts of a text with the names they have in an agreement that changes others: one in the place of another is called as
 * that was; what was replaced, is a difference alone, or stands below heads of which one is former is called `other`.
 *
 * @source D13, D42
 */
export function withChanges(text: string, amounts: readonly Match<Fen>[]): Match<Fen>[] {
  const names: (Name | null)[] = [];
  const others = new Set<number>([...quotedIn(text, amounts), ...belowHeads(text, amounts)]);
  const differences = new Set<number>();
  const inPlace = new Set<number>();
  amounts.forEach((amount, at) => {
    const before = text.slice(0, amount.span[0]);
    const own = nameBefore(before);
    const base = baseOf(text, amounts, at);
    const isLinked = base !== undefined && (own === null || own === names[base]);
    names.push(own ?? (isLinked ? (names[base] ?? null) : isAgain(amounts, at) ? (names[at - 1] ?? null) : null));
    if (isLinked) {
      if (LESS.test(text.slice(amount.span[1]))) inPlace.add(at);
      for (let former = base; former < at; former++) others.add(former);
      if (isAgain(amounts, base)) others.add(base - 1);
      for (const open of openIn(text, amounts, base, at)) others.add(open);
    } else if (isFormer(before)) others.add(at);
    if (isDifference(text, amounts, at, differences.has(at - 1), amount.label ?? own)) differences.add(at);
  });
  takeBack(text, amounts, differences);
  return amounts.map((amount, at) => {
    if (others.has(at) || differences.has(at)) return { ...amount, label: 'other' };
    return { ...amount, label: (inPlace.has(at) ? null : amount.label) ?? names[at] ?? null };
  });
}

const nameBefore = (before: string): Name | null =>
  NAMES.find(([, called]) => called.test(before.slice(-48).replaceAll('原', '')))?.[0] ?? null;

const betweenOf = (text: string, amounts: readonly Match<Fen>[], from: number, to: number): string =>
  text.slice(amounts[from]?.span[1] ?? 0, amounts[to]?.span[0] ?? 0);

/** Whether an amount says the one before it again, in words or in figures. */
const isAgain = (amounts: readonly Match<Fen>[], at: number): boolean =>
  amounts[at]?.again !== undefined && amounts[at]?.again[0] === amounts[at - 1]?.span[0];

/** The amount in whose place one stands: the one before it, or the one before the bracket that ends there. */
function baseOf(text: string, amounts: readonly Match<Fen>[], at: number): number | undefined {
  const between = betweenOf(text, amounts, at - 1, at);
  if (at === 0 || !LINK.test(between)) return undefined;
  if (!between.startsWith(')')) return at - 1;
  const bracket = text.slice(0, amounts[at - 1]?.span[1]).lastIndexOf('(');
  const outside = amounts.findIndex(({ span }) => text.slice(span[1], bracket + 1) === '(');
  return outside === -1 ? at - 1 : outside;
}

const isBy = (text: string, amounts: readonly Match<Fen>[], at: number): boolean =>
  BY.test(text.slice(0, amounts[at]?.span[0]).slice(-48));

/** Of a whole, its part, and what takes the place of either, it is open which is meant: all of them up to there. */
function openIn(text: string, amounts: readonly Match<Fen>[], base: number, at: number): number[] {
  const before = text.slice(0, amounts[base]?.span[0]);
  const sentence = before.split(/[。;；\n]/u).at(-1) ?? '';
  if (!/^[,，]/u.test(betweenOf(text, amounts, at - 1, at)) || !sentence.includes('其中') || /[由从]$/u.test(before))
    return [];
  const start = before.length - sentence.length;
  return amounts.flatMap(({ span: [from] }, place) => (from >= start && place <= at ? [place] : []));
}

/** Whether what stands before an amount says that it is of the former agreement. */
const isFormer = (before: string): boolean =>
  [...before.slice(-120).matchAll(FORMERLY), ...before.slice(-320).matchAll(BEFORE)].some(
    ([said]) => !NOW.test(said.replace(/^(?:原|..前)/u, '')),
  );

/** Whether an amount is a difference, or a part of the difference before it. */
function isDifference(
  text: string,
  amounts: readonly Match<Fen>[],
  at: number,
  goesOn: boolean,
  name: Name | null,
): boolean {
  const [from = 0, to = 0] = amounts[at]?.span ?? [];
  if (isBy(text, amounts, at) || TAKEN_BACK.test(text.slice(to, to + 60))) return true;
  if (!goesOn || name === 'orderAmount' || name === 'sum') return false;
  return !ANEW.test(text.slice(amounts[at - 1]?.span[1], from));
}

/** What is listed with an amount that is taken back is taken back too. */
function takeBack(text: string, amounts: readonly Match<Fen>[], differences: Set<number>): void {
  for (let at = amounts.length - 1; at > 0; at--)
    if (differences.has(at) && LISTED.test(betweenOf(text, amounts, at - 1, at))) differences.add(at - 1);
}

const quotedIn = (text: string, amounts: readonly Match<Fen>[]): number[] =>
  [...text.matchAll(QUOTED)].flatMap(({ index, 0: { length } }) =>
    amounts.flatMap(({ span: [from, to] }, at) => (from > index && to < index + length ? [at] : [])),
  );

const belowHeads = (text: string, amounts: readonly Match<Fen>[]): number[] =>
  [...text.matchAll(SIDE_BY_SIDE)].flatMap(({ index, 0: { length } }) => {
    const below = text.slice(index + length, index + length + BELOW_AT_MOST).split('。')[0]?.length ?? 0;
    return amounts.flatMap(({ span: [from] }, at) =>
      from >= index + length && from < index + length + below ? [at] : [],
    );
  });
