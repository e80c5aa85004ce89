import type { RequestHandler } from 'express';
import { plainYuan } from '../../domain/fen.ts';
import { Refused } from '../actions/errors.ts';

/** More text than any form asks for, in UTF-16 units; what a session that has ended leaves behind is kept up to this. */
export const TEXT_AT_MOST = 256 * 1024;
/** `amount`, `orderAmount`, `invoices.2.amount`, `amount-<order>`: every field of a page that asks for money is called so. */
const AMOUNT = /(?:^|\.)(?:[a-zA-Z]+A|a)mount(?:-|$)/;

/**
 * Lets a page's form through as what it is: texts, and lists of texts where a name came more than once; an empty one when
 * nothing came that is a form. NUL goes, which only comes along with what was pasted, and which PostgreSQL does not keep;
 * amounts are made plain, since people type them as they read them.
 *
 * @throws Refused by way of `next`: `request.malformed` for names in brackets, of which parsers build objects;
 *   `request.too-large`
 */
export const flatForm: RequestHandler = (request, _response, next) => {
  const sent = Object.entries((request.body ?? {}) as Record<string, unknown>);
  const flat = sent.flatMap(([name, value]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[name, read(name, value)]];
    return isTexts(value) ? [[name, value.map((one) => read(name, one))]] : [];
  });
  if (flat.length < sent.length) return next(new Refused('request.malformed'));
  if (lengthOf(flat) > TEXT_AT_MOST) return next(new Refused('request.too-large'));
  request.body = Object.fromEntries(flat);
  next();
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function read(name: string, text: string): string {
  const clean = text.replaceAll('\0', '');
  return AMOUNT.test(name) ? plainYuan(clean) : clean;
}

const lengthOf = (flat: readonly [string, string | string[]][]): number =>
  flat.flat(2).reduce((length, text) => length + text.length, 0);
