import { eq } from 'drizzle-orm';
import { attachmentReadings, attachments } from '../../../db/schema/attachment.ts';
import type { PageRead } from '../../../domain/reading/page.ts';
import { READER, readingOf } from '../../../domain/reading/reading.ts';
import type { TestPortal } from './portal.ts';
import { today } from './story.ts';

/** The text of a paper as it was read out of its PDF, or out of a picture as surely as said, with pages behind it: reading has a suite of its own. */
export async function saidByPaper(
  { database: { db } }: Pick<TestPortal, 'database'>,
  attachmentId: string,
  text: string,
  confidence?: number,
  behind: readonly PageRead[] = [],
): Promise<void> {
  const lines = text
    .split('\n')
    .map((line) => ({ text: line, confidence: confidence ?? 1, box: [0, 0, 1000, 1000] as const }));
  const page = { text, ...(confidence !== undefined && { scan: { lines, turned: 0 as const } }) };
  await db.update(attachments).set({ sha256: attachmentId }).where(eq(attachments.id, attachmentId)); // it holds for no file of equal bytes
  const row = { attachmentId, reading: readingOf([page, ...behind]), unreadable: null, reader: READER };
  await db
    .insert(attachmentReadings)
    .values(row)
    .onConflictDoUpdate({ target: attachmentReadings.attachmentId, set: row });
}

interface Parties {
  readonly enterprise: { readonly name: string };
  readonly institution: { readonly name: string };
  /** Of an order that is paid. */
  readonly contract?: { readonly number: string } | null;
}

/** A contract that says all seven things as the story's payments enter them. */
export function agreeingText({ enterprise, institution, contract }: Parties): string {
  const [year = '', month = '', day = ''] = today().split('-');
  return (
    `技术服务合同 合同编号：${contract?.number ?? 'HT-2026-001'} 甲方（委托方）：${enterprise.name} 乙方（受托方）：${institution.name} ` +
    `签订日期：${year}年${month}月${day}日 本合同总金额为人民币50,000.00元，其中创新券支付30,000.00元，企业自付20,000.00元。`
  );
}
