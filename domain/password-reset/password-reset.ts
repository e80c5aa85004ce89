import type { ProcessRow } from '../process/process.ts';
import type { Instant } from '../day.ts';
import type { PasswordResetState } from './states.ts';

/** What each step says. Tokens and passwords come as hashes: the portal makes them, and nobody keeps what they are made of. */
export interface PasswordResetBodies {
  request: RequestedReset;
  issueForStaff: { username: string; identityCheck: string; tokenHash: string };
  issueLink: { identityCheck: string; tokenHash: string };
  refuse: { reason: string };
  setPassword: { tokenHash: string; passwordHash: string };
}

/** Who says they are whom. @source L14 */
export interface RequestedReset {
  readonly username: string;
  readonly company: string;
  readonly creditCode: string;
  readonly contact: string;
  readonly landline: string;
  readonly reason: string;
}

/** Everything the rules ask about a password reset. */
export interface PasswordReset extends ProcessRow<PasswordResetState> {
  readonly number: string;
  /** What the visitor wrote; null where an administrator began. */
  readonly requested: RequestedReset | null;
  /** The account of the user name; null when there is none. */
  readonly account: {
    readonly id: string;
    /** Of a company; staff's are an administrator's to reset. */
    readonly isCompany: boolean;
    readonly isActive: boolean;
    /** When a link last set its password: links issued before are good no more. */
    readonly passwordChangedAt: Instant | null;
  } | null;
  /** How the identity was checked, in the reviewer's words. */
  readonly identityCheck: string | null;
  /** SHA-256 of the link's token, while the link is good. */
  readonly tokenHash: string | null;
  readonly linkEndsAt: Instant | null;
  /** Why it was refused. */
  readonly remark: string | null;
}

/** How long a link is good, in hours. @source L14 */
export const LINK_HOURS = 24;
