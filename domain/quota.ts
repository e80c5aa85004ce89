/** What may be uploaded and prepared in a time: so that one account or organization cannot fill the store for all others. */
export interface Quotas {
  readonly account: UploadQuota;
  /** Of all accounts of an organization together; an account without one has only its own. */
  readonly organization: UploadQuota;
  readonly drafts: DraftQuota;
}

/** How many drafts an organization may have. */
export interface DraftQuota {
  /** Those it has now, whenever they were begun. */
  readonly open: number;
  /** Those it has now and began today. */
  readonly begunADay: number;
}

/** Which part of the quota a further draft would exceed; null when it fits. The day is Shanghai's. */
export function exceededByDraft(quota: DraftQuota, used: DraftQuota): 'day' | 'open' | null {
  if (used.begunADay + 1 > quota.begunADay) return 'day';
  return used.open + 1 > quota.open ? 'open' : null;
}

/** Counts of files, and sums of their bytes. */
export interface UploadQuota {
  readonly filesAMinute: number;
  readonly filesADay: number;
  readonly bytesADay: number;
  /** Files that no step names yet. */
  readonly looseFiles: number;
  readonly looseBytes: number;
}

/** Which part of a quota a further file would exceed; null when it fits. The day is Shanghai's. */
export function exceededPart(quota: UploadQuota, used: UploadQuota, bytes: number): 'minute' | 'day' | 'loose' | null {
  if (used.filesAMinute + 1 > quota.filesAMinute) return 'minute';
  if (used.filesADay + 1 > quota.filesADay || used.bytesADay + bytes > quota.bytesADay) return 'day';
  return used.looseFiles + 1 > quota.looseFiles || used.looseBytes + bytes > quota.looseBytes ? 'loose' : null;
}

/** What several accounts have used together. */
export const sumUsed = (parts: readonly UploadQuota[]): UploadQuota => ({
  filesAMinute: sum(parts.map((part) => part.filesAMinute)),
  filesADay: sum(parts.map((part) => part.filesADay)),
  bytesADay: sum(parts.map((part) => part.bytesADay)),
  looseFiles: sum(parts.map((part) => part.looseFiles)),
  looseBytes: sum(parts.map((part) => part.looseBytes)),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
