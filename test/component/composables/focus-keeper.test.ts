import { afterEach, describe, expect, it } from '@jest/globals';
import { useFocusKeeper } from '../../../frontend/composables/useFocusKeeper.ts';
import { inScope } from '../helpers/in-scope.ts';

let dispose = (): void => undefined;
afterEach(() => {
  dispose();
  document.body.replaceChildren();
});

/** A page with the keeper; `go` is what happens to it, and then the keeper's turn. */
function start(html: string) {
  document.body.innerHTML = html;
  let turn = (): void => undefined;
  dispose = inScope(() => {
    useFocusKeeper({ settle: (then) => { turn = then; } });
    return true;
  }).dispose;
  const get = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const go = async (happen: () => void): Promise<void> => {
    happen();
    // Of what changed in the page an observer hears in the next turn.
    await Promise.resolve();
    const last = turn;
    turn = () => undefined;
    last();
  };
  return { get, go };
}

const PAGE = `
  <header><button id="menu"></button></header>
  <main><h1 tabindex="-1"></h1>
    <section aria-labelledby="title"><h2 id="title"></h2><ul><li><button id="row"></button></li></ul></section>
    <div id="plain"><button id="more"></button></div>
    <button id="alone"></button>
  </main>`;

describe('the focus, when what had it is gone,', () => {
  it.each([
    ['goes to the title of the card that it lay in', '#row', 'li', '#title'],
    ['goes to what it lay in where that has no name', '#more', '#more', '#plain'],
    ['goes to the heading where that is the whole page', '#alone', '#alone', 'h1'],
    ['goes to the heading where the whole page is another', '#row', 'section', 'h1'],
  ])('%s', async (_, focused, removed, expected) => {
    const { get, go } = start(PAGE);
    get(focused).focus();
    await go(() => { get(removed).remove(); });
    expect(document.activeElement).toBe(get(expected));
  });

  it('goes to what took its place', async () => {
    const { get, go } = start('<main><h1 tabindex="-1"></h1><p><button data-focus-as="view">Small</button></p></main>');
    get('button').focus();
    await go(() => { get('p').innerHTML = '<button data-focus-as="view">Large</button>'; });
    expect(document.activeElement?.textContent).toBe('Large');
  });

  it.each([
    ['back to what opened the dialog', () => undefined, '#row'],
    ['near to what opened the dialog, where that is gone with it', (row: HTMLElement) => { row.remove(); }, '#title'],
  ])('goes %s', async (_, meanwhile, expected) => {
    const { get, go } = start(`${PAGE}<div id="portal"><div role="dialog"><button id="yes"></button></div></div>`);
    get('#row').focus();
    get('#yes').focus();
    await go(() => {
      meanwhile(get('#row'));
      get('#portal').remove();
    });
    expect(document.activeElement).toBe(get(expected));
  });

  it('does not stay in the list of toasts when the toast that had it is gone', async () => {
    const { get, go } = start(`${PAGE}<ol data-passing tabindex="-1"><li id="toast"><button id="undo"></button></li><li></li></ol>`);
    get('#row').focus();
    get('#undo').focus();
    await go(() => {
      get('ol').focus();
      get('#toast').remove();
    });
    expect(document.activeElement).toBe(get('#row'));
  });

  it('waits for the heading of a page that is not there yet', async () => {
    const { get, go } = start('<header><button id="menu"></button></header><main><button id="open"></button></main>');
    get('#menu').focus();
    get('#open').focus();
    await go(() => { get('main').innerHTML = '<p>Loading</p>'; });
    await go(() => { get('main').innerHTML = '<h1 tabindex="-1">Ada</h1>'; });
    expect(document.activeElement).toBe(get('h1'));
  });
});

describe('the focus is left alone', () => {
  it('where the page itself has put it', async () => {
    const { get, go } = start(PAGE);
    get('#row').focus();
    await go(() => {
      get('li').remove();
      get('#menu').focus();
    });
    expect(document.activeElement).toBe(get('#menu'));
  });

  it('where a key has led it to the list of toasts', async () => {
    const { get, go } = start(`${PAGE}<ol data-passing tabindex="-1"><li id="toast"></li></ol>`);
    get('#row').focus();
    await go(() => {
      get('ol').focus();
      get('#toast').remove();
    });
    expect(document.activeElement).toBe(get('ol'));
  });

  it('where somebody has left it on purpose, whatever goes later', async () => {
    const { get, go } = start(PAGE);
    get('#row').focus();
    await go(() => { get('#row').blur(); });
    await go(() => { get('section').remove(); });
    expect(document.activeElement).toBe(document.body);
  });
});
