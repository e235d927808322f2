import type { LocationQuery } from 'vue-router';
import { toQuery } from '../filters/query.ts';

/** How many tiles a page has. */
export const LIVE_SIZES = ['4', '9', '16'] as const;
export type LiveSize = (typeof LIVE_SIZES)[number];

export interface LiveLayout {
  size: LiveSize;
  /** From 1. */
  page: number;
}

const DEFAULT_SIZE: LiveSize = '9';

/** Reads the layout of an address; what it does not know is left out. */
export function readLiveLayout(query: LocationQuery): LiveLayout {
  const page = typeof query.page === 'string' && /^[1-9]\d{0,3}$/.test(query.page) ? Number(query.page) : 1;
  return { size: LIVE_SIZES.find((known) => known === query.tiles) ?? DEFAULT_SIZE, page };
}

/** The address of the layout, short: without what is the default. */
export function liveQuery({ size, page }: LiveLayout): Record<string, string> {
  return toQuery({ tiles: size === DEFAULT_SIZE ? null : size, page: page === 1 ? null : String(page) });
}
