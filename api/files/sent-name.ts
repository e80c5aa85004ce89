const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** GBK and what it was extended to. */
const CHINESE = new TextDecoder('gb18030', { fatal: true });

const ESCAPED_BYTE = /%([0-9A-F]{2})/gi;
/** A name of which every byte beyond ASCII is written `%BA`. */
const ESCAPED = /^[\x20-\x7E]*%[89A-F][0-9A-F][\x20-\x7E]*$/i;

/**
 * A file's name out of the bytes a form names it by, which the parser hands on one sign a byte: UTF-8, and GBK where they are
 * none, as older programs for Chinese write it; either may have been written with `%`. What the parser has decoded itself stays.
 */
export function sentName(bytes: string): string {
  if (/[^\0-\xFF]/.test(bytes)) return bytes;
  if (!ESCAPED.test(bytes)) return decode(bytes) ?? bytes;
  const unescaped = bytes.replaceAll(ESCAPED_BYTE, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return decode(unescaped) ?? bytes;
}

function decode(bytes: string): string | undefined {
  const buffer = Buffer.from(bytes, 'latin1');
  for (const decoder of [UTF8, CHINESE])
    try {
      return decoder.decode(buffer);
    } catch {
      // the next one
    }
  return undefined;
}

/** An extended name: `filename*=UTF-8''%E5%90%88.pdf`; some clients put it into quotes. */
const EXTENDED = /(;\s*filename\*=)("?)([\w-]+)'[^']*'([^\s;"]+)\2/i;

/** A part's head with the extended name of its file as the parser reads it: without quotes, in UTF-8. */
export const plainHead = (head: string): string =>
  head.replace(EXTENDED, (all, before: string, _quote, charset: string, value: string) => {
    const bytes = value.replaceAll(ESCAPED_BYTE, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    const name = decodeBy(charset, Buffer.from(bytes, 'latin1'));
    return name === undefined ? all : `${before}UTF-8''${encodeURIComponent(name)}`;
  });

function decodeBy(charset: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // no such charset, or not in it
  }
}
