import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';

/** The keys of the inbox and the desks, with what they do. */
const KEYS = {
  list: [
    { keys: ['j', 'k'], zh: '下一行、上一行', en: 'Next row, previous row', shown: true },
    { keys: ['o', 'Enter'], zh: '打开', en: 'Open', shown: true },
    { keys: ['c'], zh: '认领', en: 'Claim', shown: true },
    { keys: ['a'], zh: '打开并到“通过”', en: 'Open at “approve”' },
    { keys: ['r'], zh: '打开并到“拒绝”', en: 'Open at “reject”' },
    { keys: ['/'], zh: '搜索', en: 'Search', shown: true },
    { keys: ['?'], zh: '显示本说明', en: 'Show this help' },
  ],
  desk: [
    { keys: ['j', 'k'], zh: '下一件、上一件', en: 'Next task, previous task', shown: true },
    { keys: ['c'], zh: '认领', en: 'Claim' },
    {
      keys: ['a'],
      zh: '逐项核对后到“{decision}”，再按 Enter 确认',
      en: 'Through the checks to “{decision}”; Enter confirms',
      shown: true,
    },
    { keys: ['r'], zh: '到“拒绝”', en: 'Go to “reject”', shown: true },
    { keys: ['v'], zh: '看文件', en: 'To the file', shown: true },
    { keys: ['o'], zh: '办理后打开下一件', en: 'Open the next task when done' },
    { keys: ['/'], zh: '搜索', en: 'Search' },
    { keys: ['?'], zh: '显示本说明', en: 'Show this help' },
  ],
} as const;

const WORDS = {
  zh: {
    title: '键盘快捷键',
    hint: '在输入框中打字时不起作用。',
    all: '全部快捷键',
    on: '启用快捷键',
    close: '关闭',
    approval: '通过',
  },
  en: {
    title: 'Keyboard shortcuts',
    hint: 'They do nothing while you type in a field.',
    all: 'All shortcuts',
    on: 'Shortcuts on',
    close: 'Close',
    approval: 'approve',
  },
} as const;

/** What of a page the keys act on. */
export interface KeyPlaces {
  /** Something can be decided there. */
  readonly decides?: boolean;
  /** And rejected. */
  readonly rejects?: boolean;
  readonly claims?: boolean;
  /** There is a file to look at. */
  readonly views?: boolean;
  /** What `a` leads to, where it is no approval. */
  readonly decision?: string | undefined;
}

/** What the help of the keys says on a page: only of those that do something there. */
export function keyHelp(
  where: keyof typeof KEYS,
  language: Language,
  { decides = true, rejects = true, claims = true, views = true, decision }: KeyPlaces = {},
) {
  const does = { a: decides, c: decides && claims, r: decides && rejects, v: views };
  const known = KEYS[where].filter(({ keys: [key] }) => !(key in does) || does[key as keyof typeof does]);
  const said = { decision: decision ?? WORDS[language].approval };
  const rows = known.map((row) => ({
    keys: row.keys,
    label: interpolate(row[language], said),
    shown: 'shown' in row,
  }));
  return { ...WORDS[language], rows, shown: rows.filter(({ shown }) => shown) };
}
