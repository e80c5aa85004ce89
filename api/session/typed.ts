import { hkdfSync } from 'node:crypto';
import type { Request } from 'express';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import { saved } from './handle.ts';

const typedForm = z.object({
  /** Where the form was sent. */
  action: z.string(),
  values: z.record(z.string(), z.unknown()),
  /** Names of files that came with it and could not be kept: nobody was signed in. */
  lostFiles: z.array(z.string()),
  at: z.number(),
});

/** A form that came without its session: what was typed, until the person has signed in and looks at it again. */
export type TypedForm = z.infer<typeof typedForm>;

declare module 'express-session' {
  interface SessionData {
    typed?: TypedForm | undefined;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** What was typed elsewhere before signing in. */
    typedOpened?: TypedForm | undefined;
    /** What was sent while the database was away, to be sent again from the page that says so. */
    unsent?: UnsentForm;
    /** The page shows what was typed before: the frame says so. */
    typedShown?: TypedForm;
  }
}

const KEPT_MS = 3_600_000;
const TEXT_AT_MOST = 180_000;
const VALUES_AT_MOST = 1_000_000;

/** Wraps what was typed so that it can travel through the sign-in page, and nobody but us can read or make it. */
export interface Seal {
  /** Undefined when it is too long to travel. */
  readonly close: (form: TypedForm) => Promise<string | undefined>;
  /** Undefined when it is not ours, or too old. */
  readonly open: (token: unknown) => Promise<TypedForm | undefined>;
}

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM', zip: 'DEF' };
const DECRYPTION = {
  keyManagementAlgorithms: [ENCRYPTION.alg],
  contentEncryptionAlgorithms: [ENCRYPTION.enc],
  maxDecompressedLength: VALUES_AT_MOST,
};

/** The seal of this portal: a JWE, AES-256-GCM under a key derived from the session secret. */
export function createSeal(secret: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'typed form', 32));
  return {
    close: async (form) => {
      const content = new TextEncoder().encode(JSON.stringify(form));
      const token = await new CompactEncrypt(content).setProtectedHeader(ENCRYPTION).encrypt(key);
      return token.length > TEXT_AT_MOST ? undefined : token;
    },
    open: async (token) => {
      if (typeof token !== 'string' || token.length > TEXT_AT_MOST) return undefined;
      try {
        const { plaintext } = await compactDecrypt(token, key, DECRYPTION);
        const form = typedForm.parse(JSON.parse(new TextDecoder().decode(plaintext)));
        return isYoung(form) ? form : undefined;
      } catch {
        return undefined; // not one of ours
      }
    },
  };
}

const isYoung = ({ at }: TypedForm): boolean => Date.now() - at < KEPT_MS;

/** What was typed in the form of this call, without its token. */
export function typedIn(request: Request): TypedForm {
  const { _csrf: _token, ...values } = request.body as Record<string, unknown>;
  const lostFiles = request.sentFiles?.map(({ name }) => name) ?? [];
  return { action: request.originalUrl, values, lostFiles, at: Date.now() };
}

/** A form as it was sent, its token included, that is sent again as it is. */
interface UnsentForm {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly lostFiles: readonly string[];
}

/** Keeps the form of this call for sending it again; never one with a password. Its token is judged when it is. */
export function keepUnsent(request: Request): void {
  const values = request.body as Readonly<Record<string, string | readonly string[]>>;
  if (Object.keys(values).some((name) => /password|token/i.test(name))) return;
  request.unsent = {
    action: request.originalUrl,
    fields: Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
    lostFiles: (request.fileProblems ?? request.sentFiles ?? []).map(({ name }) => name), // kept ones are among the fields
  };
}

/**
 * Keeps what was typed until its form is shown again. Stored before anything is answered: express-session stores while the
 * answer is already on its way, and a browser that has read where to go is there before the row is.
 */
export function keepTyped(request: Request, typed: TypedForm): Promise<void> {
  request.session.typed = typed;
  return saved(request.session);
}

/**
 * What the person typed in the form sent to `action` before the session ended: nothing of it was done. The page shows it
 * again in place of empty fields; the frame says above why.
 */
export function typedBefore(request: Request, action: string): TypedForm['values'] | undefined {
  const typed = request.session.typed;
  if (!typed || typed.action !== action || !isYoung(typed)) return undefined;
  request.typedShown = typed;
  return typed.values;
}

/** A form that came with its session is done with. */
export function forgetTyped(request: Request): void {
  if (request.session.typed?.action === request.originalUrl) request.session.typed = undefined;
}
