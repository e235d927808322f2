import { onScopeDispose, watch, type Ref } from 'vue';
import { setTitleWarning } from './page-title.ts';

/** Puts a warning before the page's title, which is all that is seen of it from another tab; none where null. */
export function useExamTitle(warning: Readonly<Ref<string | null>>): void {
  watch(warning, setTitleWarning, { immediate: true });
  onScopeDispose(() => { setTitleWarning(null); });
}
