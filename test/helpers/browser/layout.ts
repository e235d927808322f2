import type { Page } from 'playwright-core';

/** The window of a laptop. */
export const WIDE = { width: 1280, height: 860 };

/** That of a small phone. */
export const NARROW = { width: 360, height: 740 };

/** By how much a page is wider than its window, in CSS px: more than 0, and people have to scroll sideways. */
export async function overhangPx(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
