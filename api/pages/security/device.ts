import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';
import { WORDS } from './words.ts';

/** Browsers by what they call themselves: the first that fits, since most also name those they descend from. */
const BROWSERS = [
  [/MicroMessenger\//, { zh: '微信', en: 'WeChat' }],
  [/DingTalk\//i, { zh: '钉钉', en: 'DingTalk' }],
  [/Edg(A|iOS)?\//, { zh: 'Edge', en: 'Edge' }],
  [/QQBrowser\//, { zh: 'QQ 浏览器', en: 'QQ Browser' }],
  [/HuaweiBrowser\//, { zh: '华为浏览器', en: 'Huawei Browser' }],
  [/OPR\//, { zh: 'Opera', en: 'Opera' }],
  [/(Firefox|FxiOS)\//, { zh: 'Firefox', en: 'Firefox' }],
  [/(Chrome|CriOS)\//, { zh: 'Chrome', en: 'Chrome' }],
  [/Safari\//, { zh: 'Safari', en: 'Safari' }],
] as const;

const SYSTEMS = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
] as const;

/** What a browser or client that called itself so is, in words: `Edge，Windows`. */
export function deviceWords(device: string | null, language: Language): string {
  const words = WORDS[language];
  if (device === null) return words.unknownDevice;
  const browser = BROWSERS.find(([pattern]) => pattern.test(device))?.[1][language];
  const system = SYSTEMS.find(([pattern]) => pattern.test(device))?.[1];
  if (browser === undefined) return system ?? words.program;
  return system === undefined ? browser : interpolate(words.browserOn, { browser, system });
}
