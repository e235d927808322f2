import { afterEach, describe, expect, it } from '@jest/globals';
import { useShortcuts } from '../../../frontend/composables/useShortcuts.ts';
import { inScope } from '../helpers/in-scope.ts';

let dispose = (): void => undefined;
afterEach(() => {
  dispose();
  document.body.replaceChildren();
});

function start() {
  const pressed: string[] = [];
  const scope = inScope(() => useShortcuts({ c: () => { pressed.push('c'); } }));
  dispose = scope.dispose;
  const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body): void => { target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })); };
  return { pressed, press, ...scope.value };
}

describe('a shortcut', () => {
  it('is pressed alone, in either case', () => {
    const { pressed, press } = start();
    press('c');
    press('C');
    press('x');
    press('c', { ctrlKey: true });
    press('c', { metaKey: true });
    press('c', { repeat: true });
    expect(pressed).toEqual(['c', 'c']);
  });

  it('is a letter where somebody types', () => {
    const { pressed, press } = start();
    for (const tag of ['input', 'textarea', 'select']) press('c', {}, document.body.appendChild(document.createElement(tag)));
    expect(pressed).toEqual([]);
    const box = document.body.appendChild(document.createElement('input'));
    box.type = 'checkbox';
    press('c', {}, box);
    expect(pressed).toEqual(['c']);
  });

  it('does nothing under a dialog, after its page, and where it is turned off', () => {
    const { pressed, press, setEnabled } = start();
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    press('c');
    dialog.remove();
    setEnabled(false);
    press('c');
    expect(localStorage.getItem('invigil.shortcuts')).toBe('off');
    setEnabled(true);
    dispose();
    press('c');
    expect(pressed).toEqual([]);
  });
});
