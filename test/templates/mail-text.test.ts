import { describe, expect, test } from '@jest/globals';
import { renderMail } from '../../templates/mails/render.ts';
import type { DigestMail, NoticeMail } from '../../templates/mails/render.ts';

const frame = {
  lang: 'zh-CN',
  product: '券流',
  subject: '支付审核通过',
  greeting: '王晓燕，您好：',
  button: { label: '查看订单', href: 'https://example.cn/orders/1' },
  why: '您收到这封邮件是因为您是经办人。',
  preferences: { label: '通知设置', href: 'https://example.cn/preferences' },
  hotline: '服务热线 010-0000 0000',
};

const FACTS = [
  { label: '订单', value: 'DD20261123-000001', amount: false },
  { label: '支付创新券金额', value: '30,000.00 元', amount: true },
  { label: '获券企业', value: '长名称科技（北京）股份有限公司'.repeat(8), amount: false },
  { label: 'Due', value: '2026-12-01 17:30', amount: false },
];

const notice = (lang: string): NoticeMail => ({ ...frame, lang, body: 'notice', text: '支付审核通过。', facts: FACTS });

const DIGEST: DigestMail = {
  ...frame,
  body: 'digest',
  tasks: {
    heading: '待办 2 件',
    rows: [
      {
        href: 'https://example.cn/tasks/1',
        label: '支付审核',
        number: 'DD1',
        subject: '版权服务',
        due: '已超期',
        late: true,
      },
      {
        href: 'https://example.cn/tasks/2',
        label: '兑付审核',
        number: 'DD2',
        subject: 'FTO',
        due: '还有 3 个工作日',
        late: false,
      },
    ],
  },
  notices: {
    heading: '消息',
    rows: [{ href: 'https://example.cn/orders/1', text: '支付审核通过。', at: '2026-11-27 10:00' }],
  },
};

describe('the text of a mail', () => {
  test.each([
    ['zh-CN', '：'],
    ['en', ': '],
  ])('says each fact in a line with its label in front (%s)', (lang, colon) => {
    const lines = renderMail(notice(lang)).text.split('\n');
    const facts = FACTS.map(({ label, value }) => label + colon + value);
    expect(lines.filter((line) => FACTS.some(({ label }) => line.startsWith(label)))).toEqual(facts);
  });

  test('says each task and each message of a digest with its address and its time', () => {
    const { text } = renderMail(DIGEST);
    expect(text).toContain('支付审核 <https://example.cn/tasks/1>\nDD1 版权服务 · 已超期\n');
    expect(text).toContain('兑付审核 <https://example.cn/tasks/2>\nDD2 FTO · 还有 3 个工作日');
    expect(text).toContain('支付审核通过。 <https://example.cn/orders/1> · 2026-11-27 10:00');
  });

  test.each([notice('zh-CN'), notice('en'), DIGEST])(
    'sets nothing in columns, whatever the width of its letters',
    (view) => {
      expect(renderMail(view).text).not.toMatch(/\S {2,}\S/);
    },
  );
});
