import type { RequestHandler } from 'express';
import { Refused } from '../errors.ts';

/** More text than any form asks for, in UTF-16 units; what a session that has ended leaves behind is kept up to this. */
const TEXT_AT_MOST = 256 * 1024;

/**
 * Lets a page's form through as what it is: texts, and lists of texts where a name came more than once; an empty one when
 * nothing came that is a form. NUL goes, which only comes along with what was pasted, and which PostgreSQL does not keep.
 *
 * @throws Refused by way of `next`: `request.malformed` for names in brackets, of which parsers build objects;
 *   `request.too-large`
 */
export const flatForm: RequestHandler = (request, _response, next) => {
  const sent = Object.entries((request.body ?? {}) as Record<string, unknown>);
  const flat = sent.flatMap(([name, value]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[name, withoutNul(value)]];
    return isTexts(value) ? [[name, value.map(withoutNul)]] : [];
  });
  if (flat.length < sent.length) return next(new Refused('request.malformed'));
  if (lengthOf(flat) > TEXT_AT_MOST) return next(new Refused('request.too-large'));
  request.body = Object.fromEntries(flat);
  next();
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const withoutNul = (text: string): string => text.replaceAll('\0', '');

const lengthOf = (flat: readonly [string, string | string[]][]): number =>
  flat.flat(2).reduce((length, text) => length + text.length, 0);
