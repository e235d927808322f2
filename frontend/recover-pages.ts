import type { Router } from 'vue-router';
import { useToasts } from './composables/useToasts.ts';
import { i18n } from './locales/i18n.ts';

/** Pages that this tab was loaded anew for, and that have not come since. */
const STORED_AS = 'invigil.reloadedFor';

export interface RecoverPagesOptions {
  isOnline?: () => boolean;
  /** Loads the whole app anew, at a path of its own. */
  navigate?: (path: string) => void;
  store?: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * Helps pages whose code could not be loaded: the app was deployed anew meanwhile, or the connection was lost. A browser does not fetch again what failed once, so only
 * loading the app anew helps. That is done by itself once for each page, and offered from then on. Whatever must not be left asks as it always does.
 */
export function recoverPages(router: Router, { isOnline = () => navigator.onLine, navigate = (path) => { location.assign(path); }, store = sessionStorage }: RecoverPagesOptions = {}): void {
  const { t } = i18n.global;
  const { toast } = useToasts();

  router.onError((_error, to) => {
    const isTried = tried(store).includes(to.fullPath);
    if (isOnline() && !isTried && remember(store, [...tried(store), to.fullPath])) {
      navigate(to.fullPath);
      return;
    }
    // Without a connection the browser would have nothing to show in the app's place.
    const again = (): void => {
      if (isOnline()) navigate(to.fullPath);
      else void router.push(to.fullPath).catch(() => undefined);
    };
    toast({ tone: 'fail', text: t(isOnline() ? 'shell.pageFailed' : 'shell.pageOffline'), action: { label: t('ui.tryAgain'), run: again } });
  });

  router.afterEach((to, _from, failure) => {
    const paths = tried(store);
    if (failure === undefined && paths.includes(to.fullPath)) remember(store, paths.filter((path) => path !== to.fullPath));
  });
}

function tried(store: Pick<Storage, 'getItem'>): string[] {
  try {
    const paths: unknown = JSON.parse(store.getItem(STORED_AS) ?? '[]');
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

/** False where nothing can be kept: then loading anew might never end. */
function remember(store: Pick<Storage, 'setItem'>, paths: readonly string[]): boolean {
  try {
    store.setItem(STORED_AS, JSON.stringify(paths));
    return true;
  } catch {
    return false;
  }
}
