import { createHash } from 'node:crypto';

/** What is stored of the token of a one-time link. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
