import { i18n } from './i18n.ts';

/**
 * What a label of a picture is called in the app's language; its own name where the app has no other. For sentences: where a record or a policy is
 * shown, its names stand as they are written there.
 */
export function labelName(label: string): string {
  const labels: Readonly<Record<string, string>> = i18n.global.tm('labels');
  return labels[label] ?? label;
}

/** Several, one after the other. */
export function labelNames(labels: readonly string[]): string {
  return labels.map(labelName).join(', ');
}
