import { expect, test } from '@jest/globals';
import { markChinese } from '../../templates/mark-chinese.ts';

const zh = (text: string): string => `<span lang="zh-CN">${text}</span>`;

test.each([
  ['<p>Order</p>', '<p>Order</p>'],
  ['<td>郑州启元科技</td>', `<td>${zh('郑州启元科技')}</td>`],
  ['<p>Paid by 李红梅 (center)</p>', `<p><span>Paid by ${zh('李红梅')} (center)</span></p>`],
  ['<b>第 3 单</b><br>乙<i>x</i>', `<b>${zh('第 3 单')}</b><br>${zh('乙')}<i>x</i>`],
  ['<a lang="zh-CN" href="/">简体中文 <b>甲</b></a>丙', `<a lang="zh-CN" href="/">简体中文 <b>甲</b></a>${zh('丙')}`],
  ['<input value="甲>乙"><textarea>甲</textarea>', '<input value="甲>乙"><textarea>甲</textarea>'],
  [
    '<script>"甲"</script><select><option>甲</option></select>',
    '<script>"甲"</script><select><option>甲</option></select>',
  ],
  ['<svg><path d="M0"/><text>甲</text></svg>', '<svg><path d="M0"/><text><tspan lang="zh-CN">甲</tspan></text></svg>'],
  ['<p>甲 &amp; 乙</p>', `<p><span>${zh('甲')} &amp; ${zh('乙')}</span></p>`],
])('of %s the Chinese is marked', (html, marked) => {
  expect(markChinese(html)).toBe(marked);
});
