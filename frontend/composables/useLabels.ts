import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { KnownLabel } from '../../domain/labels.ts';
import type { ApiClient } from '../api/client.ts';
import { listLabels } from '../api/policy.ts';

/** The labels to choose objects from; null until they are known, and where they cannot be had: names may be written all the same. */
export function useLabels(api: ApiClient): Readonly<Ref<readonly KnownLabel[] | null>> {
  const labels = shallowRef<readonly KnownLabel[] | null>(null);
  const leaving = new AbortController();
  onScopeDispose(() => { leaving.abort(); });
  listLabels(api, leaving.signal).then((known) => { labels.value = known; }, () => undefined);
  return shallowReadonly(labels);
}
