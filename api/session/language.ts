import type { Request } from 'express';
import type { Language } from '../../domain/language.ts';

/** The language of an answer: of the two, the one with the highest weight in `Accept-Language`; Chinese when it names neither. */
export function negotiateLanguage(request: Request): Language {
  for (const tag of request.acceptsLanguages()) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'zh' || language === 'en') return language;
  }
  return 'zh';
}
