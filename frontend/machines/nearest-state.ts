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

/** The nearest place in a direction, as arrow keys go; null where there is none. */
export function nearestIn(direction: Direction, from: Place, places: readonly Place[]): Place | null {
  const [x, y] = middleOf(from);
  const reached = places.flatMap((place) => {
    const [placeX, placeY] = middleOf(place);
    const [dx, dy] = [placeX - x, placeY - y];
    const [ahead, aside] = direction === 'left' || direction === 'right' ? [direction === 'right' ? dx : -dx, Math.abs(dy)] : [direction === 'down' ? dy : -dy, Math.abs(dx)];
    return place.name === from.name || ahead <= 1 ? [] : [{ place, cost: ahead + ASIDE_FACTOR * aside }];
  });
  return reached.sort((a, b) => a.cost - b.cost)[0]?.place ?? null;
}

function middleOf({ x, y, widthPx, heightPx }: Place): [number, number] {
  return [x + widthPx / 2, y + heightPx / 2];
}
