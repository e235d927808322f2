import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storedShape, transposeConstant } from '../../../local/vision/models/tfjs-to-onnx/layout.ts';
import { constant, sizeOf } from '../../../local/vision/models/tfjs-to-onnx/value.ts';

/** A shape of one to five axes and an order of them. */
const shapeAndOrder = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
  .chain((shape) =>
    fc.record({ shape: fc.constant(shape), order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }) }),
  );

const counting = (shape: number[]): Float32Array => Float32Array.from({ length: sizeOf(shape) }, (_, index) => index);

/** The offset of a position in row-major order. */
function offsetOf(shape: readonly number[], position: readonly number[]): number {
  return shape.reduce((offset, length, axis) => offset * length + (position[axis] ?? NaN), 0);
}

it('puts each element where its position, reordered, says', () => {
  fc.assert(
    fc.property(
      shapeAndOrder.chain((drawn) =>
        fc.record({ drawn: fc.constant(drawn), position: fc.tuple(...drawn.shape.map((length) => fc.integer({ min: 0, max: length - 1 }))) }),
      ),
      ({ drawn: { shape, order }, position }) => {
        const transposed = transposeConstant(constant(counting(shape), shape), order);
        expect(transposed.shape).toEqual(storedShape(shape, order));
        expect(transposed.data[offsetOf(transposed.shape, storedShape(position, order))]).toBe(offsetOf(shape, position));
      },
    ),
  );
});

it('is undone by the opposite order', () => {
  fc.assert(
    fc.property(shapeAndOrder, ({ shape, order }) => {
      const original = constant(counting(shape), shape);
      const back = transposeConstant(transposeConstant(original, order), order.map((_, axis) => order.indexOf(axis)));
      expect(back).toEqual(original);
    }),
  );
});
