import { onScopeDispose } from 'vue';

/**
 * Keeps in sight what has the focus while the page around it grows: by the keys one is at a button below before all that is above it has been loaded, and
 * that would push it out of the window. What somebody has scrolled away from is left where it is.
 *
 * An observer of sizes is told before the page is drawn, one of what is in sight afterwards: so the page never jumps, and `inSight` is from before it grew.
 */
export function useFocusInSight(): void {
  let inSight = false;
  const sight = new IntersectionObserver((entries) => { inSight = entries.at(-1)?.isIntersecting ?? inSight; });
  const size = new ResizeObserver(() => {
    const { activeElement } = document;
    if (inSight && activeElement?.matches(':focus-visible') === true) activeElement.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });

  function follow({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return;
    sight.disconnect();
    // The browser brings into sight what the keys go to.
    inSight = true;
    sight.observe(target);
  }

  size.observe(document.documentElement);
  document.addEventListener('focusin', follow);
  onScopeDispose(() => {
    sight.disconnect();
    size.disconnect();
    document.removeEventListener('focusin', follow);
  });
}
