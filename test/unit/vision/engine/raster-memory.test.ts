import { describe, expect, it } from '@jest/globals';
import { RasterMemory } from '../../../../local/vision/image/raster-memory.ts';

const MIB = 1024 * 1024;

describe('the memory of decoded images', () => {
  it('is used again for the same size only', () => {
    const memory = new RasterMemory();
    const first = memory.allocate(100);
    memory.recycle(first);
    expect(memory.allocate(200)).not.toBe(first);
    expect(memory.allocate(100)).toBe(first);
    expect(memory.allocate(100)).not.toBe(first);
  });

  it('is kept up to 32 MiB, the longest unused let go first', () => {
    const memory = new RasterMemory();
    const [oldest, middle, latest] = [memory.allocate(15 * MIB), memory.allocate(16 * MIB), memory.allocate(8 * MIB)];
    for (const each of [oldest, middle, latest]) memory.recycle(each);
    expect(memory.allocate(15 * MIB)).not.toBe(oldest);
    expect(memory.allocate(16 * MIB)).toBe(middle);
    expect(memory.allocate(8 * MIB)).toBe(latest);
  });
});
