import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import { defineComponent } from 'vue';
import { ERROR_SENTENCES } from '../../../domain/error-sentences.ts';
import { STATUS_OF_CODE } from '../../../domain/errors.ts';
import { FINDING_SENTENCES } from '../../../domain/export/finding-sentences.ts';
import { FIELD_RULES } from '../../../domain/field-rules.ts';
import { IMPORT_PROBLEM_CODES } from '../../../domain/import/import-problem.ts';
import { ROW_SENTENCES } from '../../../domain/import/import-row.ts';
import { IMPORT_SENTENCES } from '../../../domain/import/import-sentences.ts';
import { KNOWN_LABELS } from '../../../domain/labels.ts';
import { MEASURED_QUANTITIES, PHOTO_REFUSAL_CODES } from '../../../domain/registration/photo-refusal.ts';
import { useSentence, type SayOptions, type Told } from '../../../frontend/composables/useSentence.ts';
import { usePhotoReason, type ExplainedReason, type Reason } from '../../../frontend/composables/usePhotoReason.ts';
import de from '../../../frontend/locales/de/index.ts';
import en from '../../../frontend/locales/en/index.ts';
import es from '../../../frontend/locales/es/index.ts';
import { i18n, setLocale, type Locale } from '../../../frontend/locales/i18n.ts';
import { labelNames } from '../../../frontend/locales/label-name.ts';

const LANGUAGES: [Locale, typeof en][] = [['en', en], ['de', de], ['es', es]];

/** What domain says in English, by the name of the sentence. */
const SENTENCES: Record<string, string> = {
  ...ERROR_SENTENCES,
  ...Object.fromEntries([...Object.entries(IMPORT_SENTENCES), ...Object.entries(ROW_SENTENCES), ...Object.entries(FINDING_SENTENCES)].map(([detail, { text }]) => [detail, text])),
};

const placesOf = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

/** Uses a composable in a component that speaks a language. */
async function speaking<T>(locale: Locale, use: () => T): Promise<T> {
  await setLocale(locale);
  const results: T[] = [];
  const wrapper = mount(defineComponent({ setup: () => { results.push(use()); return () => null; } }), { global: { plugins: [i18n] } });
  wrapper.unmount();
  await setLocale('en');
  const [result] = results;
  if (result === undefined) throw new Error('The component was not set up.');
  return result;
}

const say = (locale: Locale, told: Told, options?: SayOptions): Promise<string> => speaking(locale, () => useSentence()(told, options));
const explain = (locale: Locale, reason: Reason): Promise<ExplainedReason> => speaking(locale, () => usePhotoReason()(reason));

describe.each(LANGUAGES)('what the server tells, in %s,', (locale, texts) => {
  it('has a sentence for every code of an error', () => {
    expect(Object.keys(texts.errorCodes).sort()).toEqual(Object.keys(STATUS_OF_CODE).sort());
  });

  it('has the sentences of domain, one for one, and no sentence of nothing', () => {
    expect(Object.keys(texts.details).sort()).toEqual([...Object.keys(SENTENCES), ...FIELD_RULES, 'ofField'].sort());
  });

  it('speaks of nothing that the server does not tell', () => {
    const details: Record<string, string> = texts.details;
    const unknown = Object.entries(SENTENCES).flatMap(([detail, sentence]) => placesOf(details[detail] ?? '').filter((place) => !placesOf(sentence).includes(place)).map((place) => `${detail}: ${place}`));
    expect(unknown).toEqual([]);
    expect(FIELD_RULES.flatMap((rule) => placesOf(texts.details[rule])).filter((place) => place !== 'limit')).toEqual([]);
  });

  it('has a title for every reason against an import or a row of one', () => {
    const codes = new Set([...IMPORT_PROBLEM_CODES, ...Object.values(ROW_SENTENCES).map(({ code }) => code)]);
    expect(Object.keys(texts.importProblems).sort()).toEqual([...codes].sort());
  });

  it('has a title for everything that can be wrong with an export', () => {
    const problems = new Set(Object.values(FINDING_SENTENCES).map(({ problem }) => problem));
    expect(Object.keys(texts.verify.problems).sort()).toEqual([...problems].sort());
  });

  it.each(PHOTO_REFUSAL_CODES)('explains %s, and what was measured, in words of its own', async (code) => {
    for (const quantity of MEASURED_QUANTITIES) {
      const { title, help, measured } = await explain(locale, { code, quantity, measured: 12.34, limit: 20, message: 'In English.' });
      expect([title, help, measured].join(' ')).not.toMatch(/In English|[{}]|photoReasons/);
      if (code !== 'LOW_QUALITY') expect(measured).toMatch(/20/);
    }
  });

  it('leaves no place open, whatever is told', async () => {
    for (const [detail, sentence] of Object.entries(SENTENCES)) {
      const parameters = Object.fromEntries(placesOf(sentence).map((name) => [name, name === 'section' ? 'verdict' : 3]));
      expect(await say(locale, { code: 'ANY', detail, parameters, message: 'In English.' })).not.toMatch(/In English|[{}]|details\./);
    }
  });
});

describe.each(LANGUAGES)('labels of pictures, in %s,', (locale, texts) => {
  it('have names, all that the engine of one machine can see, and those that policies forbid by default', async () => {
    expect(Object.keys(texts.labels).sort()).toEqual([...KNOWN_LABELS.map(({ name }) => name), 'Cell Phone'].sort());
    expect(await speaking(locale, () => labelNames(['Mobile Phone', 'Quantum Harp']))).toBe(`${texts.labels['Mobile Phone']}, Quantum Harp`);
  });
});

describe('what the server tells', () => {
  it('is told with numbers and sizes as the language writes them', async () => {
    const told: Told = { code: 'ARCHIVE_TOO_LARGE', detail: 'archiveTooLarge', parameters: { sizeBytes: 1_610_612_736, limitBytes: 1_073_741_824 }, message: 'In English.' };
    expect(await say('en', told)).toMatch(/1\.6\sGB/);
    expect(await say('de', told)).toMatch(/1,6\sGB/);
    expect(await say('de', { code: 'TOO_MANY_FILES', detail: 'tooManyFiles', parameters: { count: 12_345, limit: 5_000 }, message: 'In English.' })).toContain('12.345');
  });

  it('names the field that is at fault, unless it is told at the field', async () => {
    const told: Told = { code: 'INVALID_REQUEST', detail: 'tooLong', parameters: { field: 'override.reason', limit: 500 }, message: 'In English.' };
    expect(await say('de', told)).toBe('Grund: Schreiben Sie höchstens 500 Zeichen.');
    expect(await say('de', told, { atField: true })).toBe('Schreiben Sie höchstens 500 Zeichen.');
  });

  it('is told by its code where the sentence is not known, and in English where the code is not either', async () => {
    expect(await say('es', { code: 'SESSION_ENDED', detail: 'newer', message: 'In English.' })).toBe(es.errorCodes.SESSION_ENDED);
    expect(await say('es', { code: 'NEWER', message: 'In English.' })).toBe('In English.');
  });
});
