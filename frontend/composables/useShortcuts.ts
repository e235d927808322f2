import { onScopeDispose, ref, type Ref } from 'vue';

/** Where a person's choice is kept. */
const STORED_AS = 'invigil.shortcuts';

const enabled = ref(readChoice());

export interface UseShortcutsReturn {
  /** Whether single keys do something; kept for this browser. Whoever dictates, or leans on keys, has to be able to turn them off (WCAG 2.1.4). */
  enabled: Readonly<Ref<boolean>>;
  setEnabled: (value: boolean) => void;
}

/** Single keys that do something on a page, while nothing is typed and no dialog is open. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): UseShortcutsReturn {
  function press(event: KeyboardEvent): void {
    if (!enabled.value || event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || document.querySelector('[role=dialog]') !== null) return;
    const action = Object.hasOwn(actions, event.key.toLowerCase()) ? actions[event.key.toLowerCase()] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  document.addEventListener('keydown', press);
  onScopeDispose(() => { document.removeEventListener('keydown', press); });
  return { enabled, setEnabled };
}

function setEnabled(value: boolean): void {
  enabled.value = value;
  try {
    localStorage.setItem(STORED_AS, value ? 'on' : 'off');
  } catch {
    // Without a store the choice holds for this visit.
  }
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== 'off';
  } catch {
    return true;
  }
}

/** Inputs that take no letters. */
const SWITCHES = ['checkbox', 'radio', 'button', 'submit'];

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !SWITCHES.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
}
