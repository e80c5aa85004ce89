import { isIPv6 } from 'node:net';

const GROUPS = 8;
const GROUP_BITS = 16;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What attempts are counted by: an IPv4 address itself, also one that is written as IPv6; of an IPv6 address its /64, within
 * which one customer chooses addresses freely.
 */
export const networkOf = (address: string): string => prefixOf(address, 64) ?? plainOf(address);

/** The /48 of an IPv6 address, the most that one customer is given: 65,536 networks. Undefined for an IPv4 address. */
export const wideNetworkOf = (address: string): string | undefined => prefixOf(address, 48);

function prefixOf(address: string, bits: 48 | 64): string | undefined {
  const plain = plainOf(address);
  if (!isIPv6(plain)) return undefined;
  const shortest = new URL(`http://[${plain}]`).hostname.slice(1, -1); // hexadecimal, without leading zeros
  const [before = '', after] = shortest.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = after === undefined ? 0 : GROUPS - head.length - tail.length;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  return `${groups.slice(0, bits / GROUP_BITS).join(':')}::/${bits}`;
}

/** An address without the zone of a link-local one; an IPv4 address in its own notation. */
function plainOf(address: string): string {
  const [plain = ''] = address.split('%');
  return MAPPED.exec(plain)?.[1] ?? plain;
}
