import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { CAMERA_PROBLEMS } from '../../../frontend/capture/camera-problem.ts';
import { checkText } from '../../../frontend/composables/check-text.ts';
import de from '../../../frontend/locales/de/index.ts';
import en from '../../../frontend/locales/en/index.ts';
import es from '../../../frontend/locales/es/index.ts';
import { chooseLocale, i18n } from '../../../frontend/locales/i18n.ts';
import { clearChecks } from '../helpers/verdicts.ts';

const FRONTEND = fileURLToPath(new URL('../../../frontend/', import.meta.url));

/** Keys that stand in the sources as they are: of `t('…')` and of a route's title. */
const LITERAL_KEY = /\bt\(\s*'([\w.]+)'|title: '([a-z]\w*(?:\.\w+)+)'/g;

async function literalKeys(): Promise<[string, string][]> {
  const names = (await readdir(FRONTEND, { recursive: true })).filter((name) => /\.(?:vue|ts)$/.test(name) && !name.startsWith('dist'));
  const found = await Promise.all(
    names.map(async (name) => [...(await readFile(join(FRONTEND, name), 'utf8')).matchAll(LITERAL_KEY)].map((match): [string, string] => [match[1] ?? match[2] ?? '', name])),
  );
  return found.flat();
}

describe('the texts', () => {
  it('are there for every key that the sources name', async () => {
    const keys = await literalKeys();
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(([key]) => !i18n.global.te(key))).toEqual([]);
  });

  it('are there for every problem of the camera', () => {
    const keys = CAMERA_PROBLEMS.flatMap((problem) => [`camera.problems.${problem}.title`, `camera.problems.${problem}.help`]);
    expect(keys.filter((key) => !i18n.global.te(key))).toEqual([]);
  });

  it.each(['network', 'signedOut', 'forbidden', 'notFound', 'busy', 'unavailable', 'request', 'internal'])('explain the error %s', (key) => {
    expect([i18n.global.te(`errors.${key}.title`), i18n.global.te(`errors.${key}.help`)]).toEqual([true, true]);
  });

  it.each([
    [0, 'OBJECT_PRESENT', { names: ['Laptop'] }],
    [1, 'NO_PERSON', { count: 0 }],
    [1, 'SEVERAL_PEOPLE', { count: 2 }],
    [2, 'NO_FACE', { match: null }],
    [2, 'UNKNOWN_PERSON', { match: null }],
    [2, 'OTHER_PERSON', { match: { externalImageId: 'x', fullName: 'Grace', similarityPercent: 99 } }],
    [3, 'NO_FACE', { count: 0 }],
    [3, 'SEVERAL_FACES', { count: 3 }],
    [4, 'UNSAFE_CONTENT', { names: ['Weapons'] }],
  ] as const)('explain why check %d fails with %s', (index, reason, details) => {
    const result = clearChecks()[index];
    Object.assign(result, { outcome: 'fail', reason, details });
    const { key, values } = checkText(result);
    expect(i18n.global.te(key)).toBe(true);
    expect(i18n.global.t(key, values)).not.toMatch(/[{}]/);
  });

  it.each(['THROTTLED', 'TIMED_OUT', 'PROVIDER_ERROR'] as const)('explain why nothing is known: %s', (reason) => {
    const [result] = clearChecks();
    Object.assign(result, { outcome: 'unknown', reason });
    expect(i18n.global.te(checkText(result).key)).toBe(true);
  });
});

/** Every text of a language by its key, with the places that values go to and the number of its plural forms. */
function shapesOf(texts: object, prefix = ''): Record<string, { places: string[]; formCount: number }> {
  return Object.fromEntries(
    Object.entries(texts as Record<string, string | object>).flatMap(([key, text]) => {
      if (typeof text !== 'string') return Object.entries(shapesOf(text, `${prefix}${key}.`));
      const places = new Set([...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place));
      return [[`${prefix}${key}`, { places: [...places].sort(), formCount: text.split(' | ').length }]];
    }),
  );
}

describe('a language', () => {
  it.each([['de', de], ['es', es]] as const)('%s has every text, with the same values and as many plural forms', (_locale, texts) => {
    const english = shapesOf(en);
    expect(Object.keys(english).length).toBeGreaterThan(800);
    expect(shapesOf(texts)).toEqual(english);
  });
});

describe('the language', () => {
  it('is the first wanted one that the app speaks, else English', () => {
    expect(chooseLocale(['tlh', 'en-GB'])).toBe('en');
    expect(chooseLocale(['tlh', 'es-MX', 'de'])).toBe('es');
    expect(chooseLocale(['tlh'])).toBe('en');
    expect(chooseLocale([])).toBe('en');
  });
});
