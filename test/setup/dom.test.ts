import { expect, test } from '@jest/globals';
import { dom } from './dom.ts';

const PAGE = dom(`<!doctype html><html lang="zh-CN"><head><title>订单</title></head><body>
  <nav aria-label="按状态"><a href="/orders?state&#x3D;paid">已支付<span>2</span></a></nav>
  <section aria-labelledby="h-price"><h2 id="h-price">价格 &amp; 金额</h2>
    <form action="/price"><input type="hidden" name="version" value="3">
      <label for="amount">订单金额</label><input id="amount" name="amount" value="&lt;1&gt;">
      <label><input type="checkbox" name="seen" value="on" checked>已看过</label>
      <fieldset><legend>结论</legend><textarea name="reason">
两行
文字</textarea></fieldset><button>确认</button></form>
    <table><tr><th scope="row">金额</th><td class="num">1.00</td></tr></table>
  </section><template><p>稍后</p></template><script>const text = 'not read';</script></body></html>`);

test('what people meet is found by role and name', () => {
  expect(PAGE.role('navigation', '按状态').role('link').attribute('href')).toBe('/orders?state=paid');
  expect(PAGE.role('region', '价格 & 金额').role('textbox', '订单金额').value).toBe('<1>');
  expect(PAGE.role('checkbox', '已看过').checked).toBe(true);
  expect(PAGE.role('group', '结论').field('reason').value).toBe('两行\n文字');
  expect(PAGE.roles('button', /^确/)).toHaveLength(1);
  expect(PAGE.role('row').roles('rowheader')[0]?.text).toBe('金额');
  expect(
    PAGE.role('row')
      .roles('cell')
      .map(({ text }) => text),
  ).toEqual(['1.00']);
});

test('what is not there is not found, and said', () => {
  expect(PAGE.roles('link', '未支付')).toEqual([]);
  expect(() => PAGE.role('link', '未支付')).toThrow('no link 未支付');
  expect(() => PAGE.field('voucher')).toThrow('no field voucher');
  expect(() => PAGE.byId('gone')).toThrow('no #gone');
});

test('text is what is read: a script and a template are not', () => {
  expect(PAGE.text).toContain('已支付 2');
  expect(PAGE.text).not.toMatch(/not read|稍后/);
});

test('a part of a page may begin in the middle of a table', () => {
  expect(dom('<tr id="o-1"><td>一</td></tr>').role('row').attribute('id')).toBe('o-1');
});
