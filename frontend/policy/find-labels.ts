import type { KnownLabel } from '../../domain/labels.ts';

/** Labels of one category. */
export interface LabelGroup {
  category: string;
  labels: KnownLabel[];
}

/**
 * The labels that a search finds, by category, each in the alphabet's order: by a part of a name, an alias, or of what stands above them, as they are written or as the reader calls them.
 * @param named a label's name in the reader's language
 */
export function findLabels(labels: readonly KnownLabel[], query: string, category: string | null, named: (name: string) => string = (name) => name): LabelGroup[] {
  const wanted = query.trim().toLowerCase();
  const found = labels.filter((label) => (category === null || label.category === category) && [label.name, ...label.aliases, ...label.parents].some((name) => [name, named(name)].some((text) => text.toLowerCase().includes(wanted))));
  const categories = [...new Set(found.map((label) => label.category))].sort((a, b) => a.localeCompare(b, 'en'));
  return categories.map((name) => ({ category: name, labels: found.filter((label) => label.category === name).sort((a, b) => a.name.localeCompare(b.name, 'en')) }));
}

/** Whether one of the labels, or of their aliases, has this name; case does not tell them apart. */
export function isKnownLabel(labels: readonly KnownLabel[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return labels.some((label) => [label.name, ...label.aliases].some((known) => known.toLowerCase() === wanted));
}
