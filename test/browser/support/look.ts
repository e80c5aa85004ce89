import type { Page } from 'playwright-core';

/** What makes the page wider than its window, in words; nothing is right. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('main *')].filter(
      (element) =>
        element.closest('.scroll') === null &&
        Math.max(element.getBoundingClientRect().right, element.getBoundingClientRect().left + element.scrollWidth) >
          clientWidth,
    );
    const named = wide.slice(-4).map(({ tagName, className }) => `${tagName.toLowerCase()}.${String(className)}`);
    return [`${scrollWidth - clientWidth} pixels too wide: ${named.join(', ')}`];
  });

/**
 * The texts of a page that hold Chinese though it is in English: what is read, and what is said by labels.
 * Texts of people (`lang="zh-CN"`) and the given names are not the page's own.
 */
export function chineseOn(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const han = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
    const spoken = ['aria-label', 'placeholder', 'title', 'alt', 'data-label'];
    const ofPage = (element: Element | null): boolean => element?.closest('[lang^="zh"], script, style') === null;
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (ofPage(walker.currentNode.parentElement)) texts.push(walker.currentNode.textContent ?? '');
    for (const element of document.body.querySelectorAll('*'))
      if (ofPage(element)) for (const name of spoken) texts.push(element.getAttribute(name) ?? '');
    const without = (text: string): string => known.reduce((left, name) => left.replaceAll(name, ''), text);
    return [...new Set(texts.map((text) => text.trim()).filter((text) => han.test(without(text))))];
  }, names);
}

/** Draws the page in a theme, as the server does for those who chose it. */
export const inTheme = (page: Page, theme: 'light' | 'dark'): Promise<void> =>
  page.evaluate((name) => document.documentElement.setAttribute('data-bs-theme', name), theme);

/** Looks at the page in 长辈版, as the server draws it for those who chose it. */
export async function inLargeText<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'));
  const seen = await look();
  await page.evaluate(() => document.documentElement.removeAttribute('data-size'));
  return seen;
}
