import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rewriteHeads } from '../../api/files/part-heads.ts';

const HEAD = 'Content-Disposition: form-data; name="a"';

/** What comes out of a form that arrives in these pieces. */
async function passed(pieces: readonly Buffer[], contentType = 'multipart/form-data; boundary=x-y'): Promise<string> {
  const parser = new PassThrough();
  rewriteHeads(parser, contentType, (head) => head.replaceAll('"a"', '"b"'));
  const out = buffer(parser);
  for (const piece of pieces) parser.write(piece);
  parser.end();
  return (await out).toString('latin1');
}

const bodies = fc.array(
  fc
    .array(fc.constantFrom('\r', '\n', '-', '-', 'x', '-y', '"a"', '\r\n--x', '\r\n\r\n', 'é'))
    .map((parts) => parts.join(''))
    .filter((body) => !body.includes('\r\n--x-y')),
  { minLength: 1, maxLength: 4 },
);

test('heads are written again and bodies stay, however a form is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.array(fc.nat(400), { maxLength: 12 }), async (parts, cuts) => {
      const formOf = (head: string): string =>
        parts.map((body, at) => `${at === 0 ? '' : '\r\n'}--x-y\r\n${head}\r\n\r\n${body}`).join('') +
        '\r\n--x-y--\r\n';
      const bytes = Buffer.from(formOf(HEAD), 'latin1');
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(await passed(pieces)).toBe(formOf(HEAD.replace('"a"', '"b"')));
    }),
  );
});

test.each([
  ['a form without a boundary', 'multipart/form-data', `--x-y\r\n${HEAD}\r\n\r\n`],
  ['a head without an end', 'multipart/form-data; boundary="x-y"', `--x-y\r\n${HEAD}`],
  ['a head without end', 'multipart/form-data; boundary="x-y"', `--x-y\r\n${'"a"'.repeat(20_000)}`],
])('%s goes on as it is', async (_what, contentType, form) => {
  expect(await passed([Buffer.from(form), Buffer.from('more')], contentType)).toBe(`${form}more`);
});
