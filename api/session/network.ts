import { isIPv6 } from 'node:net';

const GROUPS = 8;
const PREFIX_GROUPS = 4;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What attempts are counted by: an IPv4 address itself, also one that is written as IPv6; of an IPv6 address its /64, within
 * which one customer chooses addresses freely.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%'); // the zone of a link-local address
  const mapped = MAPPED.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const shortest = new URL(`http://[${plain}]`).hostname.slice(1, -1); // hexadecimal, without leading zeros
  const [before = '', after] = shortest.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = after === undefined ? 0 : GROUPS - head.length - tail.length;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  return `${groups.slice(0, PREFIX_GROUPS).join(':')}::/64`;
}
