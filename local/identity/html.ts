/** Markup in which everything from outside has been escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Markup from a template: strings are escaped, for text and for quoted attributes alike; markup and lists of it are not.
 *
 * @example html`<p>${message}</p>`
 */
export function html(literals: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return new Html(literals.reduce((text, literal, index) => `${text}${render(values[index - 1] ?? '')}${literal}`));
}

function render(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return value instanceof Html ? value.text : value.map(render).join('');
}
