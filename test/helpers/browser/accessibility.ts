import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

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
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const faults = violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact ?? 'minor'}) ${target.join(' ')}: ${(failureSummary ?? '').replaceAll(/\s+/g, ' ')}`),
  );
  if (faults.length > 0) throw new AccessibilityError(`${page.url()} has violations:\n${faults.join('\n')}`);
}
