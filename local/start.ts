/* What `npm start` runs. */
import { join } from 'node:path';
import { runWithBoundedMemory } from './bounded-memory.ts';

await runWithBoundedMemory(join(import.meta.dirname, 'main.ts'));
