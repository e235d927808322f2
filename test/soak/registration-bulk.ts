import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportRow } from '../../domain/import/import-row.ts';
import type { ImportView } from '../../functions/shared/logic/import-view.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { contradictions, leftBehind, registrationState } from '../helpers/registration-state.ts';
import { zip, type ZipEntry } from '../helpers/zip.ts';

/*
 * node test/soak/registration-bulk.ts FOLDER: 200 rows with 10 bad ones, of a folder that has one folder a person. First everybody is imported, which tells
 * whose photo can be registered at all; then 190 of those and 10 bad rows, on an instance without people: 190 are registered, 10 are explained, and it can be
 * seen meanwhile how far it is.
 */
const [root] = process.argv.slice(2);
if (root === undefined) throw new Error('node test/soak/registration-bulk.ts FOLDER');
const GOOD = 190;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Row {
  file: string;
  fullName: string;
  externalId: string;
}

interface Import {
  counts: ImportView['counts'];
  items: readonly ImportRow[];
  /** How many rows were decided, each time that it had changed. */
  progress: readonly number[];
  seconds: number;
  /** What the tables and the collection have that should not be. */
  faults: readonly unknown[];
  registeredCount: number;
}

const personOf = (name: string, file: string): Row => ({ file, fullName: name, externalId: `${name}@example.org` });

async function readView(instance: Instance, bulkId: string): Promise<ImportView> {
  return (await instance.call(`/registrations/bulk/${bulkId}`, { as: 'admin', method: 'GET' })).body as ImportView;
}

async function readItems(instance: Instance, bulkId: string): Promise<ImportRow[]> {
  const items: ImportRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: ImportView = (await instance.call(`/registrations/bulk/${bulkId}${cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, { as: 'admin', method: 'GET' })).body as ImportView;
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** Imports rows on an instance without people. */
async function importRows(rows: readonly Row[], files: readonly ZipEntry[]): Promise<Import> {
  await using folder = await createDataFolder();
  await using instance = await Instance.start(folder.path, { commandLine: [] });
  const list = ['file,full name,external id', ...rows.map(({ file, fullName, externalId }) => `${file},${fullName},${externalId}`)].join('\n');
  const { bulkId, uploadUrl } = (await instance.call('/registrations/bulk', { as: 'admin', body: {} })).body as { bulkId: string; uploadUrl: string };
  await fetch(uploadUrl, { method: 'PUT', body: new Uint8Array(zip([...files, { name: 'people.csv', content: list }])) });
  const startedAt = performance.now();
  const progress: number[] = [];
  let view = await readView(instance, bulkId);
  for (; ['awaitingUpload', 'running'].includes(view.status); view = await readView(instance, bulkId)) {
    const decided = view.progress?.decided ?? 0;
    if (decided !== progress.at(-1)) progress.push(decided);
    await delay(500);
  }
  const state = await registrationState(instance);
  return {
    counts: view.counts,
    items: await readItems(instance, bulkId),
    progress,
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    faults: [...contradictions(state), ...leftBehind(state)],
    registeredCount: state.rows.filter((row) => row.state === 'registered').length,
  };
}

const people = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
const photos = await Promise.all(people.map(async (name): Promise<ZipEntry & { name: string }> => {
  const [first = ''] = (await readdir(join(root, name))).sort();
  return { name: `${name}.jpg`, content: await readFile(join(root, name, first)), method: 0 };
}));
const everybody = await importRows(people.map((name) => personOf(name, `${name}.jpg`)), photos);
const registrable = everybody.items.filter(({ result }) => result?.outcome === 'registered').map(({ fullName }) => fullName);
const refused = everybody.items.filter(({ result }) => result?.outcome === 'refused').map(({ fullName }) => fullName);
print(`Of ${String(people.length)} people ${String(registrable.length)} can be registered by their first photo (${String(everybody.seconds)} s).`);

const [first = ''] = registrable;
const bad: readonly [row: Row, reason: RegExp][] = [
  ...refused.slice(0, 5).map((name): [Row, RegExp] => [personOf(name, `${name}.jpg`), /^refused [A-Z]/]),
  [personOf('no-photo', 'text.jpg'), /^refused FILE_UNSUPPORTED/],
  [{ ...personOf('missing', 'missing.jpg') }, /^refused FILE_MISSING/],
  [{ ...personOf('unnamed', `${first}.jpg`), fullName: '' }, /^refused FIELD_INVALID/],
  [{ ...personOf('again', `${first}.jpg`), externalId: `${first.toUpperCase()}@example.org` }, /^alreadyRegistered EXTERNAL_ID_TAKEN/],
  [personOf('another-name', `${first}.jpg`), /^alreadyRegistered FACE_ALREADY_REGISTERED/],
];
const rows = registrable.slice(0, GOOD).map((name) => personOf(name, `${name}.jpg`));
// Between the good ones, the duplicate after whom it repeats.
bad.forEach(([row], index) => rows.splice((index + 1) * 19, 0, row));
const wanted = new Map(bad.map(([{ fullName }, reason]) => [fullName, reason]));

const { counts, items, progress, seconds, faults, registeredCount } = await importRows(rows, [...photos, { name: 'text.jpg', content: 'no photo' }]);
const outcomeOf = ({ result }: ImportRow): string => [result?.outcome, ...(result?.reasons.map(({ code }) => code) ?? [])].join(' ');
const wrong = items.filter((row) => !(wanted.get(row.fullName) ?? /^registered$/).test(outcomeOf(row)));
print(`${String(rows.length)} rows in ${String(seconds)} s: ${JSON.stringify(counts)}; ${String(registeredCount)} people registered.`);
for (const row of items.filter((item) => item.result?.outcome !== 'registered')) print(`  row ${String(row.row)} ${row.fullName}: ${outcomeOf(row)}`);
print(`Progress was seen ${String(progress.length)} times: ${progress.join(' ')}`);
for (const row of wrong) print(`WRONG: row ${String(row.row)} ${row.fullName}: ${outcomeOf(row)}`);
for (const fault of faults) print(`FAULT: ${JSON.stringify(fault)}`);
process.exitCode = items.length === GOOD + bad.length && registeredCount === GOOD && progress.length >= 10 && wrong.length === 0 && faults.length === 0 ? 0 : 1;
