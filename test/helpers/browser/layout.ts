import type { Page } from 'playwright-core';

/** The window of a laptop. */
export const WIDE = { width: 1280, height: 860 };

/** That of a small phone. */
export const NARROW = { width: 360, height: 740 };

/** Those of a laptop and of a desktop's half when they are zoomed to 200 %. */
export const ZOOMED = [{ width: 640, height: 430 }, { width: 768, height: 480 }];

/** By how much a page is wider than its window, in CSS px: more than 0, and people have to scroll sideways. */
export async function overhangPx(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The names of the tables that are wider than their place, each with the excess in CSS px: the page is not, for a card cuts them off or has them scroll. */
export async function cutOffTables(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('table')].flatMap((table) => {
    const place = table.parentElement.getBoundingClientRect();
    const rights = [table, ...table.querySelectorAll('th, td, td *')].filter((part) => part.closest('.sr-only') === null).map((part) => part.getBoundingClientRect().right);
    const excessPx = Math.ceil(Math.max(...rights) - place.right);
    return excessPx > 1 ? [(table.caption?.innerText ?? 'a table') + ': ' + excessPx] : [];
  })`);
}
