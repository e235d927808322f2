import { onScopeDispose } from 'vue';
import { focusHeading } from './focus-heading.ts';

/** So many places are remembered: what was left for a dialog, the dialog, a toast. */
const TRAIL_LENGTH = 8;

export interface UseFocusKeeperOptions {
  /** When what changed the page has had its own say about the focus: after a frame. */
  settle?: (then: () => void) => void;
}

/**
 * Keeps the focus in the page. What has it may go: a button that loads the rest, the row that it deletes, the notice that it closes. The browser then
 * lets it fall on nothing, and a screen reader begins anew. Here it goes to what took its place (elements that say the same in `data-focus-as`), else to
 * what it lay in, or, from a dialog or a toast, to where they were opened from. Pages that know better focus that themselves, which is left alone.
 */
export function useFocusKeeper({ settle = (then) => { requestAnimationFrame(() => setTimeout(then)); } }: UseFocusKeeperOptions = {}): void {
  /** What had the focus, the newest first; each with all that it lay in. */
  let trail: (readonly HTMLElement[])[] = [];
  let pending = false;

  function remember({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement)) return;
    trail = [withAncestors(target), ...trail.filter(([own]) => own !== target)].slice(0, TRAIL_LENGTH);
  }

  function look(): void {
    if (pending || trail.length === 0) return;
    pending = true;
    settle(() => {
      pending = false;
      if (!hasFallen(trail)) return;
      // Who leaves it by a click beside it does so on purpose: it is still there then.
      if (document.activeElement === document.body && isUsable(trail[0]?.[0])) trail = [];
      else bringBack();
    });
  }

  function bringBack(): void {
    for (const [index, [own, ...within]] of trail.entries()) {
      const back = index > 0 && isUsable(own) && !isPassing(own) ? own : null;
      const survivor = within.find((element) => element.isConnected && isPlace(element));
      const place = heirOf(own) ?? back ?? (survivor === undefined ? null : placeIn(survivor));
      place?.focus({ preventScroll: true });
      // A page that has no heading yet will have one: then it is looked at again.
      if (place !== null || survivor !== undefined) return;
    }
    focusHeading();
  }

  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', look);
  onScopeDispose(() => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', look);
  });
}

function withAncestors(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at !== null; at = at.parentElement) found.push(at);
  return found;
}

/** Nothing has the focus, or what can do nothing with it: the list of the toasts, when the toast that had it is gone. */
function hasFallen([, before]: readonly (readonly HTMLElement[])[]): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement.matches('body, :disabled') || (activeElement.matches('[data-passing]') && before?.[0]?.isConnected === false);
}

function isUsable(element: HTMLElement | undefined): boolean {
  return element?.isConnected === true && !element.matches(':disabled, [hidden], [hidden] *');
}

/** It comes and goes by itself. */
function isPassing(element: HTMLElement | undefined): boolean {
  return element?.closest('[data-passing]') != null;
}

function heirOf(element: HTMLElement | undefined): HTMLElement | null {
  const name = element?.dataset.focusAs;
  return name === undefined ? null : document.querySelector<HTMLElement>(`[data-focus-as="${name}"]`);
}

/** Part of a page or of a dialog: whatever else survives holds all of the app. */
function isPlace(element: HTMLElement): boolean {
  return element.closest('main, [role=dialog], header') !== null && !isPassing(element);
}

/** What is named says its name: a card by its title, a list by its label. The rest of a page goes on from where the focus was. */
function placeIn(survivor: HTMLElement): HTMLElement | null {
  if (survivor.localName === 'main') return survivor.querySelector('h1');
  const named = survivor.closest<HTMLElement>('[aria-labelledby], [aria-label]');
  const title = document.getElementById(named?.getAttribute('aria-labelledby') ?? '');
  const place = title ?? named ?? survivor;
  if (place.tabIndex < 0) place.tabIndex = -1;
  return place;
}
