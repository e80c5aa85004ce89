import { createHash } from 'node:crypto';

/** The namespace of every id this product derives from a name. */
const NAMESPACE = Buffer.from('6f0f5cbb3f9f4a35a0f6a4f5d3c6b0a7', 'hex');

/** The UUID of a name (RFC 9562, version 5): the same name always has the same. */
export function uuidv5(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
