import { onScopeDispose, watch, type Ref } from 'vue';

/** Puts a warning before the page's title, which is all that is seen of it from another tab; none where null. */
export function useExamTitle(warning: Readonly<Ref<string | null>>): void {
  const title = document.title;
  watch(warning, (text) => { document.title = text === null ? title : `${text} · ${title}`; }, { immediate: true });
  // Leaving has set the next page's title already.
  onScopeDispose(() => { if (document.title.endsWith(` · ${title}`)) document.title = title; });
}
