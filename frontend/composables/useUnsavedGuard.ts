import { ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRouter, type NavigationGuardWithThis, type RouteLocationNormalized } from 'vue-router';
import { useLeaveGuard } from './useLeaveGuard.ts';

export interface UseUnsavedGuardReturn {
  /** Somebody is about to leave the page with changes on it. */
  asking: Ref<boolean>;
  /** Goes where they wanted, without the changes. */
  leave: () => void;
}

/** Asks before a page's own changes are lost, whether to another page, be it one of the same kind, or out of the app; for a component of a page. */
export function useUnsavedGuard(isDirty: Readonly<Ref<boolean>>): UseUnsavedGuardReturn {
  const router = useRouter();
  const asking = ref(false);
  let wanted: RouteLocationNormalized | null = null;

  useLeaveGuard(isDirty);
  const guard: NavigationGuardWithThis<undefined> = (to, from) => {
    // A session that is over is no wish to leave, and asking would not bring it back.
    if (!isDirty.value || wanted !== null || to.meta.public === true || to.path === from.path) return true;
    wanted = to;
    asking.value = true;
    return false;
  };
  onBeforeRouteLeave(guard);
  onBeforeRouteUpdate(guard);

  function leave(): void {
    if (wanted !== null) void router.push(wanted.fullPath);
  }

  // Whoever stays may be asked again.
  watch(asking, (is) => { if (!is) wanted = null; });
  return { asking, leave };
}
