import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { gbk } from '../documents/corpus/raw-pdf.ts';
import { dom } from '../setup/dom.ts';
import { PDF } from './support/client.ts';
import { aBrowser } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const percent = (bytes: Buffer): string => bytes.toString('hex').toUpperCase().replaceAll(/../g, '%$&');

/** How a form may name a file, and what it is called then. */
const NAMES: readonly (readonly [what: string, parameter: string | Buffer, name: string])[] = [
  ['in UTF-8', 'filename="技术服务合同（盖章）.pdf"', '技术服务合同（盖章）.pdf'],
  ['in GBK', named(gbk('技术服务合同（盖章）.pdf')), '技术服务合同（盖章）.pdf'],
  ['in GBK, with the byte of a backslash', named(gbk('合同誠.pdf')), '合同誠.pdf'],
  ['in GBK, with the path of the sender', named(gbk('C:\\用户\\合同.pdf')), '合同.pdf'],
  ['in GB 18030', named(Buffer.concat([gbk('合同'), Buffer.from('9534b031', 'hex'), gbk('.pdf')])), '合同𠮟.pdf'],
  ['escaped, of UTF-8', `filename="${percent(Buffer.from('合同'))}.pdf"`, '合同.pdf'],
  ['escaped, of GBK', `filename="${percent(gbk('合同'))}.pdf"`, '合同.pdf'],
  ['with a percentage', 'filename="补贴50%BA.pdf"', '补贴50%BA.pdf'],
  ['with a percentage alone', 'filename="100%.pdf"', '100%.pdf'],
  ['without quotes', 'filename=contract.pdf', 'contract.pdf'],
  ['extended', `filename="a.pdf"; filename*=UTF-8''${percent(Buffer.from('合同'))}.pdf`, '合同.pdf'],
  ['extended, of GBK', `filename*=GBK''${percent(gbk('合同'))}.pdf`, '合同.pdf'],
  ['extended and in quotes', `filename*="UTF-8''${percent(Buffer.from('合同；1'))}.pdf"`, '合同；1.pdf'],
  ['extended with the language', `filename*=utf-8'zh-CN'${percent(Buffer.from('合同'))}.pdf`, '合同.pdf'],
  ['with a path', 'filename="../../etc/passwd.pdf"', 'passwd.pdf'],
  ['with a path of Windows', 'filename="C:\\\\用户\\\\合同.pdf"', '合同.pdf'],
  ['with signs that turn it around', 'filename="a\u200Bb\u202Efdp.pdf"', 'abfdp.pdf'],
  ['with blanks at its end', 'filename="合同.pdf  "', '合同.pdf'],
  ['with wide blanks at its end', 'filename="合同.pdf\u3000\u00A0"', '合同.pdf'],
  ['with a blank before an ending', 'filename="合同 .jpg"', '合同.pdf'],
  ['with points', 'filename="合同.2026.11"', '合同.2026.11.pdf'],
  ['in capitals', 'filename="合同.PDF"', '合同.PDF'],
];

function named(name: Buffer): Buffer {
  return Buffer.concat([Buffer.from('filename="'), name, Buffer.from('"')]);
}

test.each(NAMES)('a name %s comes out right', async (_what, parameter, name) => {
  const sent = await sendRaw(parameter);
  expect(sent.body.name).toBe(name);
  const got = await people.wang.get(`/api/attachments/${sent.body.id}`);
  const disposition = got.get('Content-Disposition') ?? '';
  const [, extended] = /filename\*=UTF-8''(.*)$/.exec(disposition) ?? [];
  const [, plain] = /filename="?([^";]+)"?$/.exec(disposition) ?? [];
  expect(extended === undefined ? plain : decodeURIComponent(extended)).toBe(name);
});

test('a name in GBK stands as it is meant in the list of what was uploaded', async () => {
  await sendRaw(named(gbk('高新区补充材料合同.pdf')));
  const { path } = await anOrder(people, 'priced');
  const { text } = await (await aBrowser(portal, 'enterprise')).open(`${path.replace('/api', '')}/payment`);
  expect(dom(text).text).toContain('高新区补充材料合同.pdf');
});

/** As a client writes it that escapes nothing. */
function sendRaw(parameter: string | Buffer) {
  const body = Buffer.concat([
    Buffer.from(
      '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncontract\r\n--x\r\nContent-Disposition: form-data; name="file"; ',
    ),
    Buffer.from(parameter),
    Buffer.from('\r\nContent-Type: application/pdf\r\n\r\n'),
    PDF,
    Buffer.from('\r\n--x--\r\n'),
  ]);
  return request(portal.url)
    .post('/api/attachments')
    .set(people.wang.headers)
    .set('content-type', 'multipart/form-data; boundary=x')
    .send(body);
}
