/* The engine is timed in a process like the product's. */
import { join } from 'node:path';
import { runWithBoundedMemory } from '../../local/bounded-memory.ts';

await runWithBoundedMemory(join(import.meta.dirname, 'vision.ts'));
