import type { onnx } from 'onnx-proto';
import { type GraphEditor, node, perChannel } from './graph-editor.ts';

/**
 * Finds x · c · min(max(x + 3, 0), 6) after a convolution and writes it as x · min(max(c x + 3 c, 0), 6 c), the inner product a convolution: then the
 * runtime computes all of it on a picture whose channels it keeps in blocks, rather than sorting the picture there and back each time.
 */
export function rewriteHardSwish(editor: GraphEditor): void {
  const producers = editor.producers();
  const readers = editor.readers();
  const readOnce = (each: onnx.INodeProto): boolean => readers.get(each.output?.[0] ?? '') === 1;
  const replacements = new Map<onnx.INodeProto, onnx.INodeProto[]>();
  for (const product of editor.nodes) {
    const found = hardSwishOf(product, producers, editor);
    if (!found?.within.every(readOnce)) continue;
    const { x, factor, channels, within } = found;
    for (const each of within) replacements.set(each, []);
    const [result = ''] = product.output ?? [];
    const [inner, gate] = [`${result}_inner`, `${result}_gate`];
    const everyChannel = (value: number): number[] => new Array<number>(channels).fill(value);
    replacements.set(product, [
      perChannel(editor, x, inner, everyChannel(factor), everyChannel(3 * factor)),
      node('Clip', [inner, editor.addFloats([0], []), editor.addFloats([6 * factor], [])], gate),
      node('Mul', [x, gate], result),
    ]);
  }
  editor.replace(replacements);
}

interface HardSwish {
  readonly x: string;
  readonly factor: number;
  readonly channels: number;
  /** The nodes that compute both sides of the product. */
  readonly within: readonly onnx.INodeProto[];
}

function hardSwishOf(product: onnx.INodeProto, producers: ReadonlyMap<string, onnx.INodeProto>, editor: GraphEditor): HardSwish | null {
  if (product.opType !== 'Mul') return null;
  const [scaled, clipped] = (product.input ?? []).map((input) => producers.get(input));
  if (scaled?.opType !== 'Mul' || clipped?.opType !== 'Clip') return null;
  const [factorName, x = ''] = scaled.input ?? [];
  const [shiftedName = '', low, high] = clipped.input ?? [];
  const shifted = producers.get(shiftedName);
  const convolution = producers.get(x);
  if (shifted?.opType !== 'Add' || shifted.input?.[0] !== x || convolution?.opType !== 'Conv') return null;
  const scalar = (name: string | undefined): number | null => {
    const constant = editor.floats(name);
    return constant?.values.length === 1 ? (constant.values[0] ?? null) : null;
  };
  const factor = scalar(factorName);
  const channels = editor.floats(convolution.input?.[1])?.shape[0];
  if (factor === null || channels === undefined || scalar(shifted.input[1]) !== 3 || scalar(low) !== 0 || scalar(high) !== 6) return null;
  return { x, factor, channels, within: [scaled, clipped, shifted] };
}
