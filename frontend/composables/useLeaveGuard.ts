import { onScopeDispose, watch, type Ref } from 'vue';

/** Has the browser ask before the page is closed or reloaded, while it is on. */
export function useLeaveGuard(on: Readonly<Ref<boolean>>): void {
  const ask = (event: BeforeUnloadEvent): void => { event.preventDefault(); };
  watch(
    on,
    (isOn) => {
      if (isOn) window.addEventListener('beforeunload', ask);
      else window.removeEventListener('beforeunload', ask);
    },
    { immediate: true },
  );
  onScopeDispose(() => { window.removeEventListener('beforeunload', ask); });
}
