import type { Writable } from 'node:stream';

const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i;
const HEAD_ENDS = '\r\n\r\n';
/** A longer head is refused by the parser. */
const HEAD_AT_MOST = 16 * 1024;
const CR = 13;

/**
 * Has the heads of a form's parts written again on their way to the parser, one sign a byte; what the parts hold is not touched.
 * Only the parser's own methods are replaced, so that whoever reads the call goes on holding it.
 */
export function rewriteHeads(parser: Writable, contentType: string, rewrite: (head: string) => string): void {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return;
  const heads = createHeads(Buffer.from(`\r\n--${boundary}`, 'latin1'), rewrite);
  const [write, end] = [parser.write.bind(parser), parser.end.bind(parser)];
  const pass = (bytes: Buffer): boolean => bytes.length === 0 || write(bytes);
  Object.assign(parser, {
    write: (chunk: Buffer) => pass(heads.pass(chunk)),
    end: () => {
      pass(heads.rest());
      return end();
    },
  });
}

function createHeads(delimiter: Buffer, rewrite: (head: string) => string) {
  let held = Buffer.alloc(0);
  let inHead = true; // what stands before the first part ends like a head
  const nextOf = (bytes: Buffer): { readonly done: Buffer[]; readonly left: Buffer } | null => {
    const at = bytes.indexOf(inHead ? HEAD_ENDS : delimiter);
    if (at < 0) return null;
    const end = at + (inHead ? HEAD_ENDS.length : delimiter.length);
    const done = inHead
      ? [Buffer.from(rewrite(bytes.toString('latin1', 0, at)), 'latin1'), bytes.subarray(at, end)]
      : [bytes.subarray(0, end)];
    inHead = !inHead;
    return { done, left: bytes.subarray(end) };
  };
  const heldOf = (bytes: Buffer): number => {
    if (inHead) return bytes.length > HEAD_AT_MOST ? 0 : bytes.length;
    const tail = bytes.subarray(Math.max(0, bytes.length - delimiter.length + 1));
    const begins = tail.indexOf(CR);
    return begins < 0 ? 0 : tail.length - begins;
  };
  return {
    /** What of these bytes, and of those held before, may go on. */
    pass: (chunk: Buffer): Buffer => {
      const out: Buffer[] = [];
      let bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      for (let next = nextOf(bytes); next; next = nextOf(bytes)) {
        out.push(...next.done);
        bytes = next.left;
      }
      const ready = bytes.length - heldOf(bytes);
      held = Buffer.from(bytes.subarray(ready));
      out.push(bytes.subarray(0, ready));
      return Buffer.concat(out);
    },
    rest: (): Buffer => held,
  };
}
