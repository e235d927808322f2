import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import type { SampleTest } from '../../domain/sample-tests.ts';

/*
 * node test/soak/registration-people.ts FOLDER [people]: registers 20 people of a folder that has one folder a person with three photos each, and 20 others
 * who stay strangers. Each registers once; a second photo of each is a duplicate that names them, also where it is refused for its quality; a third is
 * recognised by name; no stranger is. Who cannot be registered for their photo is told, and the next one taken.
 */
const [root, wanted = '20'] = process.argv.slice(2);
if (root === undefined) throw new Error('node test/soak/registration-people.ts FOLDER [people]');
const peopleCount = Number(wanted);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

await using folder = await createDataFolder();
await using instance = await Instance.start(folder.path, { commandLine: [] });

interface Person {
  name: string;
  photos: string[];
}

interface Body {
  externalImageId?: string;
  error?: { code: string; reasons?: { code: string; measured: number }[]; duplicates?: { fullName: string; similarityPercent: number }[] };
}

const everybody = await Promise.all(
  (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(async ({ name }): Promise<Person> => ({ name, photos: (await readdir(join(root, name))).sort().map((file) => join(root, name, file)) })),
);
const candidates = everybody.filter(({ photos }) => photos.length >= 3);

async function register(photo: string, fullName: string): Promise<{ status: number; body: Body }> {
  const { status, body } = await instance.call('/registrations', { as: 'admin', body: { image: await readFile(photo, 'base64'), fullName } });
  return { status, body: body as Body };
}

async function recognise(photo: string): Promise<string> {
  const { body } = await instance.call('/process', { body: { image: await readFile(photo, 'base64') } });
  return String((body as SampleTest[])[2]?.Details);
}

const reasonsOf = ({ error }: Body): string => (error?.reasons ?? []).map(({ code, measured }) => `${code} ${String(measured)}`).join(', ') || (error?.duplicates ?? []).map(({ fullName, similarityPercent }) => `like ${fullName} ${String(similarityPercent)}`).join(', ');

const registered: Person[] = [];
for (const person of candidates) {
  if (registered.length === peopleCount) break;
  const { status, body } = await register(person.photos[0] ?? '', person.name);
  if (status === 201) registered.push(person);
  else print(`${person.name}: not registered, ${String(status)} ${body.error?.code ?? ''} ${reasonsOf(body)}`);
}
const lastRegistered = registered.at(-1);
const strangers = everybody.slice(lastRegistered === undefined ? 0 : everybody.indexOf(lastRegistered) + 1).slice(0, peopleCount);

const duplicates = { conflicts: 0, refused: 0, missed: 0 };
const recognised = { byName: 0, as: [] as string[] };
for (const person of registered) {
  const second = await register(person.photos[1] ?? '', `${person.name} again`);
  const isNamed = second.body.error?.duplicates?.[0]?.fullName === person.name;
  duplicates[!isNamed ? 'missed' : second.status === 409 ? 'conflicts' : 'refused'] += 1;
  if (second.status !== 409) print(`${person.name}, second photo: ${String(second.status)} ${second.body.error?.code ?? ''} ${reasonsOf(second.body)}`);
}
for (const person of registered) {
  const name = await recognise(person.photos[2] ?? '');
  if (name === person.name) recognised.byName += 1;
  else recognised.as.push(`${person.name} as ${name}`);
}
const mistaken: string[] = [];
for (const stranger of strangers) {
  const name = await recognise(stranger.photos[0] ?? '');
  if (name !== '0') mistaken.push(`${stranger.name} as ${name}`);
}

print(`${String(registered.length)} registered once each.`);
print(`Second photo: the person named in ${String(duplicates.conflicts)} conflicts and ${String(duplicates.refused)} refusals for quality, ${String(duplicates.missed)} times not named.`);
print(`Third photo: ${String(recognised.byName)} recognised by name; others: ${recognised.as.join(', ') || 'none'}.`);
print(`${String(strangers.length)} strangers: ${String(mistaken.length)} taken for somebody${mistaken.length === 0 ? '' : `: ${mistaken.join(', ')}`}.`);
process.exitCode = registered.length === peopleCount && duplicates.missed === 0 && mistaken.length === 0 && recognised.byName === registered.length ? 0 : 1;
