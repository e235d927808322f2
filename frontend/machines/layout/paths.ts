/** What a path passes: a state, or a lane in its row. */
export interface PassedBox {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
  /** Where its row ends. */
  rowEnd: number;
}

/** A line with the point of its arrow, relative to `x` and `y`. */
export interface DrawnPath {
  x: number;
  y: number;
  /** As SVG has it. */
  line: string;
  arrow: string;
}

const CORNER_PX = 8;
const ARROW = { lengthPx: 7, halfPx: 4 };

/**
 * From the bottom of the first box, straight through lanes, to the top of the last.
 * @param besidePx how far from the middle it leaves and arrives, so that two kinds can be told apart
 */
export function pathDown(boxes: readonly PassedBox[], besidePx: number): DrawnPath {
  const parts: string[] = [];
  let end = { x: 0, y: 0 };
  for (const [index, box] of boxes.entries()) {
    const x = box.x + box.widthPx / 2 + (index === 0 || index === boxes.length - 1 ? besidePx : 0);
    if (index === 0) parts.push(`M${x} ${box.y + box.heightPx}`);
    else {
      const middle = (end.y + box.y) / 2;
      parts.push(x === end.x ? `V${box.y}` : `C${end.x} ${middle} ${x} ${middle} ${x} ${box.y}`);
    }
    if (index < boxes.length - 1) parts.push(`V${box.rowEnd}`);
    end = { x, y: index === boxes.length - 1 ? box.y : box.rowEnd };
  }
  const { x, y } = end;
  return { x: 0, y: 0, line: parts.join(''), arrow: `M${x} ${y}l${-ARROW.halfPx} ${-ARROW.lengthPx}h${2 * ARROW.halfPx}z` };
}

/** From one side of a box along `laneX`, which is beside all of them, up to the same side of another. */
export function pathBack(from: PassedBox, to: PassedBox, laneX: number): DrawnPath {
  const side = laneX > from.x ? 1 : -1;
  const sideOf = ({ x, y, widthPx, heightPx }: PassedBox): { x: number; y: number } => ({ x: side === 1 ? x + widthPx : x, y: y + heightPx / 2 });
  const [start, end] = [sideOf(from), sideOf(to)];
  const [r, dx] = [CORNER_PX, CORNER_PX * side];
  const line = `M${start.x} ${start.y}H${laneX - dx}q${dx} 0 ${dx} ${-r}V${end.y + r}q0 ${-r} ${-dx} ${-r}H${end.x}`;
  return { x: 0, y: 0, line, arrow: `M${end.x} ${end.y}l${ARROW.lengthPx * side} ${-ARROW.halfPx}v${2 * ARROW.halfPx}z` };
}
