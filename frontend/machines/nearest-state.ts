export interface Place {
  name: string;
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** How much more it counts to be off the direction than to be far. */
const ASIDE_FACTOR = 1.25;
/** To the side, what stands in another row comes last. */
const OTHER_ROW_PX = 10_000;

/** The nearest place in a direction, as arrow keys go; null where there is none. */
export function nearestIn(direction: Direction, from: Place, places: readonly Place[]): Place | null {
  const [x, y] = middleOf(from);
  const isSideways = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const reached = places.flatMap((place) => {
    const [placeX, placeY] = middleOf(place);
    const [ahead, aside] = isSideways ? [sign * (placeX - x), Math.abs(placeY - y)] : [sign * (placeY - y), Math.abs(placeX - x)];
    const isInOtherRow = isSideways && aside > (from.heightPx + place.heightPx) / 2;
    return place.name === from.name || ahead <= 1 ? [] : [{ place, cost: ahead + ASIDE_FACTOR * aside + (isInOtherRow ? OTHER_ROW_PX : 0) }];
  });
  return reached.sort((a, b) => a.cost - b.cost)[0]?.place ?? null;
}

function middleOf({ x, y, widthPx, heightPx }: Place): [number, number] {
  return [x + widthPx / 2, y + heightPx / 2];
}
