import { join } from 'node:path';
import { PROJECT_DIR } from './project-dir.ts';

/** Where the project keeps its prepared models unless told otherwise. */
export const MODELS_CACHE_DIR = join(PROJECT_DIR, '.cache', 'models');

/** Where the project keeps its test photographs. */
export const PHOTOGRAPHS_CACHE_DIR = join(PROJECT_DIR, '.cache', 'photographs');
