import type { onnx } from 'onnx-proto';
import type { GraphEditor } from './graph-editor.ts';

/** Has a maximum pool pad by itself what was padded with -Infinity for it, which is what it pads with: one copy of the picture less. */
export function rewritePaddedMaxPool(editor: GraphEditor): void {
  const producers = editor.producers();
  const readers = editor.readers();
  const replacements = new Map<onnx.INodeProto, onnx.INodeProto[]>();
  for (const pool of editor.nodes) {
    const [padded = ''] = pool.input ?? [];
    const pad = producers.get(padded);
    const pads = pool.attribute?.find(({ name }) => name === 'pads');
    if (pool.opType !== 'MaxPool' || pad?.opType !== 'Pad' || readers.get(padded) !== 1 || !pads?.ints?.every((width) => Number(width) === 0)) continue;
    const [picture = '', widthsName, fillingName] = pad.input ?? [];
    const [batchBefore, channelsBefore, top = -1, left = -1, batchAfter, channelsAfter, bottom = -1, right = -1] = editor.integers(widthsName) ?? [];
    const filling = editor.floats(fillingName)?.values[0];
    const spatialOnly = [batchBefore, channelsBefore, batchAfter, channelsAfter].every((width) => width === 0) && Math.min(top, left, bottom, right) >= 0;
    if (filling !== -Infinity || !spatialOnly) continue;
    const others = (pool.attribute ?? []).filter((attribute) => attribute !== pads);
    replacements.set(pad, []);
    replacements.set(pool, [{ ...pool, input: [picture], attribute: [...others, { ...pads, ints: [top, left, bottom, right] }] }]);
  }
  editor.replace(replacements);
}
