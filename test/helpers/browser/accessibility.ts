import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { cutOffTables, NARROW, overhangPx, WIDE, ZOOMED } from './layout.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A page has violations; the message lists them, one a line: the rule, the element, what is wrong with it. */
export class AccessibilityError extends Error {
  override readonly name = 'AccessibilityError';
}

/**
 * Checks the page as it is now, by axe's rules for WCAG 2.2 AA and its best practices.
 *
 * @throws AccessibilityError
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // Text in a font that is yet to come has other sizes and places.
  await page.evaluate('document.fonts.ready');
  // The app has no frames of other origins. Without those, and without a report of what is as it should be, it takes a quarter of the time.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(TAGS).setLegacyMode().analyze();
  const faults = violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact ?? 'minor'}) ${target.join(' ')}: ${(failureSummary ?? '').replaceAll(/\s+/g, ' ')}`),
  );
  if (faults.length > 0) throw new AccessibilityError(`${page.url()} has violations:\n${faults.join('\n')}`);
}

/**
 * Checks the page as it is now in both themes, in a wide and in a narrow window, and that neither it nor a table in it is too wide for them, nor for those between.
 *
 * @throws AccessibilityError
 */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const viewport of ZOOMED) await expectFits(page, viewport);
  for (const viewport of [WIDE, NARROW]) {
    await expectFits(page, viewport);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoAxeViolations(page).catch((error: unknown) => { throw new AccessibilityError(`In the ${colorScheme} theme, ${viewport.width} px wide: ${String(error)}`); });
    }
  }
  if (before !== null) await page.setViewportSize(before);
}

async function expectFits(page: Page, viewport: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(viewport);
  const excessPx = await overhangPx(page);
  if (excessPx > 0) throw new AccessibilityError(`${page.url()} is ${excessPx} px wider than a window of ${viewport.width} px.`);
  const tables = await cutOffTables(page);
  if (tables.length > 0) throw new AccessibilityError(`In a window of ${viewport.width} px ${page.url()} has tables that are too wide, in px: ${tables.join('; ')}.`);
}
