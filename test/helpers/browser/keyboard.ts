import type { FileChooser, Locator, Page } from 'playwright-core';

/** No page has so many elements that Tab reaches; a list may be long. */
const MOST_PRESSES = 120;

/** Somebody who has a keyboard alone could not go on. */
export class KeyboardError extends Error {
  override readonly name = 'KeyboardError';
}

/**
 * Presses Tab until an element has the focus, and expects that this can be seen: a ring around it, or around what stands for it, which nothing covers.
 *
 * @throws KeyboardError
 */
export async function tabTo(target: Locator, { backwards = false }: { backwards?: boolean } = {}): Promise<void> {
  const page = target.page();
  await target.first().waitFor({ state: 'attached' });
  const reached = target.and(page.locator(':focus'));
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if ((await reached.count()) > 0) return expectVisibleFocus(page);
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
  }
  throw new KeyboardError(`${String(target)} cannot be reached by Tab; the last was ${await focusedElement(page)}.`);
}

/** Goes to an element by Tab, and presses a key there. @throws KeyboardError */
export async function press(target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press(key);
}

/** Goes to a field by Tab, and writes into it, instead of what is there. @throws KeyboardError */
export async function write(target: Locator, text: string): Promise<void> {
  await press(target, 'Control+A');
  await target.page().keyboard.type(text);
}

/** Goes to a list of options by Tab, and chooses one as its first letters are typed. @throws KeyboardError */
export async function choose(target: Locator, label: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(label);
}

/** Opens the browser's own dialog at a field for files. @throws KeyboardError */
export async function openFileChooser(target: Locator): Promise<FileChooser> {
  // The browser is told of the wish to hear of it before any key, or the first is missed.
  const [chooser] = await Promise.all([target.page().waitForEvent('filechooser'), press(target)]);
  return chooser;
}

/** Waits until an element has the focus, to which nobody went by Tab. */
export async function untilFocused(target: Locator): Promise<void> {
  await target.and(target.page().locator(':focus')).waitFor({ state: 'attached' });
}

/** Waits until the focus is somewhere in the page, when what had it is gone. */
export async function untilFocusKept(page: Page): Promise<void> {
  await page.locator(':is(main, header, [role=dialog]) :focus').waitFor({ state: 'attached' });
}

async function focusedElement(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement?.cloneNode().outerHTML.slice(0, 300) ?? 'nothing'");
}

/** Waits until it can be seen where the focus is: what is loading may move it. @throws KeyboardError */
export async function expectVisibleFocus(page: Page): Promise<void> {
  try {
    await page.waitForFunction(`${FOCUS_FAULT} === null`, undefined, { timeout: 5_000 });
  } catch {
    const fault = await page.evaluate<string | null>(FOCUS_FAULT);
    throw new KeyboardError(`The focus ${fault ?? 'came into sight too late'}: ${await focusedElement(page)}`);
  }
}

/** Runs in the page: what is wrong with how the focus is shown, or null. */
const FOCUS_FAULT = `(() => {
  const focused = document.activeElement;
  // A field that is drawn otherwise, as one for files is, is shown by its label.
  const shown = focused.offsetWidth > 1 ? focused : (focused.labels?.[0] ?? focused);
  let ring = null;
  for (let at = shown; at !== null && ring === null; at = at.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) ring = at;
  }
  if (ring === null) return 'has no ring';
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  const [x0, y0, x1, y1] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
  if (x1 <= x0 || y1 <= y0) return 'is out of sight';
  const seen = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]].some(([across, down]) => {
    const hit = document.elementFromPoint(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down);
    return hit !== null && (hit.contains(shown) || shown.contains(hit));
  });
  return seen ? null : 'is covered';
})()`;
