import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { browserFloatingWindows, type FloatingWindows } from '../capture/browser-capabilities.ts';

export interface UseFloatingWindowOptions {
  /** In CSS pixels. */
  width: number;
  height: number;
  /** Null where the browser has none. */
  windows?: FloatingWindows | null;
}

export interface UseFloatingWindowReturn {
  /** Whether the browser has such windows. */
  available: boolean;
  /** Where something can be shown in the window; null while there is none. */
  place: Readonly<ShallowRef<HTMLElement | null>>;
  /** Opens it, on a person's click or key alone, or closes it. Nothing happens where the browser does not allow it. */
  toggle: () => void;
}

/** A small window that stays in front of all others, whatever else is being worked in. It looks as the app does, and goes with whoever opened it. */
export function useFloatingWindow({ width, height, windows = browserFloatingWindows() }: UseFloatingWindowOptions): UseFloatingWindowReturn {
  const place = shallowRef<HTMLElement | null>(null);
  const root = new MutationObserver(() => {
    if (place.value !== null) copyRoot(place.value.ownerDocument);
  });
  root.observe(document.documentElement, { attributeFilter: ['lang', 'data-theme'] });

  async function open(): Promise<void> {
    const floating = await windows?.requestWindow({ width, height }).catch(() => null);
    if (!floating) return;
    const { document: target } = floating;
    copyRoot(target);
    target.title = document.title;
    for (const style of document.head.querySelectorAll('link[rel=stylesheet], style')) target.head.append(target.importNode(style, true));
    floating.addEventListener('pagehide', () => { place.value = null; });
    place.value = target.body;
  }

  function close(): void {
    place.value?.ownerDocument.defaultView?.close();
  }

  onScopeDispose(() => {
    root.disconnect();
    close();
  });
  return { available: windows !== null, place, toggle: () => { if (place.value === null) void open(); else close(); } };
}

/** What styles, and those who read the words out, go by. */
function copyRoot(target: Document): void {
  for (const name of ['lang', 'data-theme']) {
    const value = document.documentElement.getAttribute(name);
    if (value === null) target.documentElement.removeAttribute(name);
    else target.documentElement.setAttribute(name, value);
  }
}
