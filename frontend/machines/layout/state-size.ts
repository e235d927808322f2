/** Of the type of the app, at the size of the graph's names: its letters are that wide on average. */
const LETTER_PX = 7;
/** The icons on both sides of the name and the air around, and some to spare: short names have wide letters. */
const BESIDE_PX = 74;
const HEIGHT_PX = 36;

/** How much room a state takes that nothing is inside of. */
export function sizeOfState(name: string): { widthPx: number; heightPx: number } {
  return { widthPx: Math.ceil((name.length * LETTER_PX + BESIDE_PX) / 2) * 2, heightPx: HEIGHT_PX };
}
