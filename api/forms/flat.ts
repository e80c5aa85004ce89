import type { RequestHandler } from 'express';
import { Refused } from '../errors.ts';

/**
 * Lets a page's form through as what it is: texts, and lists of texts where a name came more than once; an empty one when
 * nothing came that is a form. NUL goes, which only comes along with what was pasted, and which PostgreSQL does not keep.
 *
 * @throws Refused `request.malformed` for names in brackets, of which parsers build objects, by way of `next`
 */
export const flatForm: RequestHandler = (request, _response, next) => {
  const sent = Object.entries((request.body ?? {}) as Record<string, unknown>);
  const flat = sent.flatMap(([name, value]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[name, withoutNul(value)]];
    return isTexts(value) ? [[name, value.map(withoutNul)]] : [];
  });
  if (flat.length < sent.length) return next(new Refused('request.malformed'));
  request.body = Object.fromEntries(flat);
  next();
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const withoutNul = (text: string): string => text.replaceAll('\0', '');
