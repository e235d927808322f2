import { resolve } from 'node:path';

/** Where package.json stands: the npm client reads the project's settings there, and `.cache/` lies there. */
export const PROJECT_DIR = resolve(import.meta.dirname, '../../..');
