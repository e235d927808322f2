import { computed, nextTick, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { firstAt, type TimelineScale } from '../sessions/timeline-scale.ts';
import { useElementSize } from './useElementSize.ts';

/** Beside the first and the last frame. */
const PADDING_PX = 14;
/** A frame that takes more than this says no more. */
const MAX_PX_PER_UNIT = 28;
const ZOOM_STEP = 1.6;
/** Between a frame that is revealed and the edge. */
const MARGIN_PX = 48;

export interface UseTimelineZoomReturn {
  widthPx: Readonly<Ref<number>>;
  pxPerUnit: ComputedRef<number>;
  /** Of the whole timeline, with its padding. */
  contentPx: ComputedRef<number>;
  /** Where the picture begins on the timeline, in px. */
  leftPx: ComputedRef<number>;
  canZoomIn: ComputedRef<boolean>;
  canZoomOut: ComputedRef<boolean>;
  /** Frames that the picture holds. */
  pageLength: ComputedRef<number>;
  /** In (1) or out (-1). What is at the anchor stays there; in CSS px from the left edge. */
  zoom: (direction: 1 | -1, anchorPx?: number) => void;
  fit: () => void;
  /** From the left edge of the timeline, in CSS px. */
  xOf: (index: number) => number;
  /** The same from the left edge of the picture. */
  viewX: (index: number) => number;
  /** The position on the scale at so many CSS px from the left edge of the picture. */
  positionAt: (x: number) => number;
  /** Scrolls as little as it takes to show a frame. */
  reveal: (index: number) => void;
  onScroll: () => void;
}

/** What a timeline's picture shows: all of it at first; beyond that it scrolls as any page part does. */
export function useTimelineZoom(viewport: Readonly<Ref<HTMLElement | null>>, scale: Readonly<Ref<TimelineScale>>): UseTimelineZoomReturn {
  const { widthPx } = useElementSize(viewport);
  const factor = shallowRef(1);
  const scrollPx = shallowRef(0);
  const fitPx = computed(() => Math.min(MAX_PX_PER_UNIT, Math.max(0, widthPx.value - 2 * PADDING_PX) / Math.max(1, scale.value.length)));
  const pxPerUnit = computed(() => Math.max(1e-6, Math.min(MAX_PX_PER_UNIT, fitPx.value * factor.value)));
  const maxFactor = computed(() => MAX_PX_PER_UNIT / Math.max(1e-6, fitPx.value));
  const contentPx = computed(() => Math.max(widthPx.value, scale.value.length * pxPerUnit.value + 2 * PADDING_PX));
  const leftPx = computed(() => scrollPx.value - PADDING_PX);

  const positionAt = (x: number): number => (leftPx.value + x) / pxPerUnit.value;
  const xOf = (index: number): number => (scale.value.positions[index] ?? 0) * pxPerUnit.value + PADDING_PX;

  function onScroll(): void {
    scrollPx.value = viewport.value?.scrollLeft ?? 0;
  }

  async function scrollTo(px: number): Promise<void> {
    // Not before there is room for it.
    await nextTick();
    if (viewport.value !== null) viewport.value.scrollLeft = px;
    onScroll();
  }

  function zoom(direction: 1 | -1, anchorPx = widthPx.value / 2): void {
    const anchor = positionAt(anchorPx);
    factor.value = Math.max(1, Math.min(maxFactor.value, factor.value * ZOOM_STEP ** direction));
    void scrollTo(anchor * pxPerUnit.value + PADDING_PX - anchorPx);
  }

  function reveal(index: number): void {
    const x = xOf(index);
    if (x < scrollPx.value + MARGIN_PX) void scrollTo(x - MARGIN_PX);
    else if (x > scrollPx.value + widthPx.value - MARGIN_PX) void scrollTo(x + MARGIN_PX - widthPx.value);
  }

  // Another width of the window may leave less to scroll.
  watch(contentPx, () => { void nextTick(onScroll); });
  return {
    widthPx,
    pxPerUnit,
    contentPx,
    leftPx: shallowReadonly(leftPx),
    canZoomIn: computed(() => factor.value < maxFactor.value),
    canZoomOut: computed(() => factor.value > 1),
    pageLength: computed(() => {
      const { positions } = scale.value;
      return Math.max(10, firstAt(positions, positionAt(widthPx.value)) - firstAt(positions, positionAt(0)));
    }),
    zoom,
    fit: () => {
      factor.value = 1;
      void scrollTo(0);
    },
    xOf,
    viewX: (index) => xOf(index) - scrollPx.value,
    positionAt,
    reveal,
    onScroll,
  };
}
