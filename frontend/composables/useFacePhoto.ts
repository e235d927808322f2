import { onMounted, onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { getFacePhoto } from '../api/faces.ts';

/** So far before it comes into view. */
const MARGIN = '300px';

export interface FaceReference {
  externalImageId: string;
  faceId: string;
}

/**
 * The address of a registered photo, loaded once its place comes into view and given back when it is gone; null until then, and where there is none:
 * what stands for a person without a photo does so here, too.
 */
export function useFacePhoto(api: ApiClient, place: Readonly<Ref<HTMLElement | null>>, face: () => FaceReference | null): Readonly<Ref<string | null>> {
  const url = shallowRef<string | null>(null);
  const isNear = shallowRef(false);
  let underWay = new AbortController();

  function release(): void {
    underWay.abort();
    if (url.value !== null) URL.revokeObjectURL(url.value);
    url.value = null;
  }

  async function load({ externalImageId, faceId }: FaceReference): Promise<void> {
    const mine = new AbortController();
    underWay = mine;
    try {
      const photo = await getFacePhoto(api, externalImageId, faceId, mine.signal);
      if (!mine.signal.aborted) url.value = URL.createObjectURL(photo);
    } catch {
      // Its place keeps the initials: the page is no less of use.
    }
  }

  // Where nothing tells what is in view, as in tests without a layout, everything is.
  const observer = typeof IntersectionObserver === 'undefined' ? null : new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) enter(); }, { rootMargin: MARGIN });

  function enter(): void {
    isNear.value = true;
    observer?.disconnect();
  }

  onMounted(() => {
    if (observer === null) enter();
    else if (place.value !== null) observer.observe(place.value);
  });
  watch([isNear, () => face()?.externalImageId, () => face()?.faceId], () => {
    release();
    const wanted = face();
    if (isNear.value && wanted !== null) void load(wanted);
  });
  onScopeDispose(() => {
    observer?.disconnect();
    release();
  });
  return shallowReadonly(url);
}
