import type { Language } from '../../domain/language.ts';

/**
 * The language asked for by an `Accept-Language` header: the one of the two with the highest weight, else Chinese.
 */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'zh';
  let best: Language = 'zh';
  let bestWeight = 0;
  for (const range of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag === 'en' || tag.startsWith('en-') ? 'en' : tag === 'zh' || tag.startsWith('zh-') ? 'zh' : null;
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
    if (language !== null && weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}
