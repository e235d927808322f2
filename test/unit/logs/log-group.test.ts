import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LogQuery } from '../../../local/logs/storage/log-group.ts';
import { LogBacklogError, LogGroup } from '../../../local/logs/storage/log-group.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const NOON_MS = Date.parse('2026-01-02T12:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const settings = { name: '/group', createdMs: NOON_MS, retentionInDays: 2 };
const everything: LogQuery = { fromMs: 0, toMs: Infinity, from: null, needle: null };

const fail = (error: unknown): never => {
  throw new Error('Events were lost.', { cause: error });
};

async function messages(group: LogGroup, query: Partial<LogQuery> = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const event of group.read({ ...everything, ...query })) found.push(event.message);
  return found;
}

describe('a log group', () => {
  it('reads what was put, written or not, by the hour', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('s', [{ timestampMs: NOON_MS + HOUR_MS, message: 'later' }], NOON_MS);
    group.put('s', [{ timestampMs: NOON_MS, message: 'line\nfeed "quoted" ü' }], NOON_MS);
    await expect(messages(group)).resolves.toEqual(['line\nfeed "quoted" ü', 'later']);
    await expect(readdir(folder.path)).resolves.toEqual(expect.arrayContaining(['2026-01-02T12.jsonl', '2026-01-02T13.jsonl']));
  });

  it.each([
    ['from and to a time, both inclusive', { fromMs: NOON_MS + 1, toMs: NOON_MS + 2 }, ['1', '2']],
    ['from a time in a later hour', { fromMs: NOON_MS + HOUR_MS }, ['hour']],
    ['to a time beyond all', { toMs: 9e15 }, ['0', '1', '2', '3', 'hour']],
    ['with a text in it', { needle: 'hou' }, ['hour']],
  ])('reads %s', async (_, query, expected) => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('s', [0, 1, 2, 3].map((index) => ({ timestampMs: NOON_MS + index, message: String(index) })), NOON_MS);
    group.put('s', [{ timestampMs: NOON_MS + HOUR_MS, message: 'hour' }], NOON_MS);
    await expect(messages(group, query)).resolves.toEqual(expected);
  });

  it('reads on from a place, and lines longer than what is read at a time', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    const long = 'x'.repeat(3_000_000);
    group.put('s', ['a', long, 'b', 'c'].map((message) => ({ timestampMs: NOON_MS, message })), NOON_MS);
    const places: { segment: string; offset: number }[] = [];
    for await (const { segment, offset } of group.read(everything)) places.push({ segment, offset });
    await expect(messages(group, { from: places[1] ?? null })).resolves.toEqual([long, 'b', 'c']);
    await expect(messages(group, { from: places[2] ?? null })).resolves.toEqual(['b', 'c']);
  });

  it('is there again when it is opened, with its streams, also when they were not saved', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('one', [{ timestampMs: NOON_MS + 5, message: 'a' }, { timestampMs: NOON_MS + 3, message: 'b' }], NOON_MS + 9);
    await group.flush();
    for (const isSaved of [false, true]) {
      if (isSaved) await group.saveStreams(NOON_MS);
      const opened = await LogGroup.open(folder.path, fail);
      expect(opened.settings).toEqual(settings);
      expect(opened.streams.values()).toEqual([{ name: 'one', createdMs: NOON_MS + 9, firstEventMs: NOON_MS + 3, lastEventMs: NOON_MS + 5, lastIngestionMs: NOON_MS + 9 }]);
      expect(opened.storedBytes).toBe((await readFile(join(folder.path, '2026-01-02T12.jsonl'))).length);
      await expect(messages(opened)).resolves.toEqual(['a', 'b']);
    }
  });

  it('cuts off a torn line when it is opened', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('one', [{ timestampMs: NOON_MS, message: 'whole' }], NOON_MS);
    await group.flush();
    await appendFile(join(folder.path, '2026-01-02T12.jsonl'), '{"t":1767355200000,"i":1,"s":"one","m":"to');
    const opened = await LogGroup.open(folder.path, fail);
    opened.put('one', [{ timestampMs: NOON_MS, message: 'next' }], NOON_MS);
    await expect(messages(opened)).resolves.toEqual(['whole', 'next']);
  });

  it('reads around a line that a full disk left in part', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('one', [{ timestampMs: NOON_MS, message: 'before' }], NOON_MS);
    await group.flush();
    await appendFile(join(folder.path, '2026-01-02T12.jsonl'), '{"t":1767355200000,"i":1,"s":"one","m":"to');
    group.put('one', ['joined to it', 'after'].map((message) => ({ timestampMs: NOON_MS, message })), NOON_MS);
    await expect(messages(group)).resolves.toEqual(['before', 'after']);
  });

  it('drops the hours and streams that are older than its retention, and no others', async () => {
    await using folder = await createDataFolder();
    const group = LogGroup.create(folder.path, settings, fail);
    group.put('old', [{ timestampMs: NOON_MS, message: 'old' }], NOON_MS);
    group.put('new', [{ timestampMs: NOON_MS + HOUR_MS, message: 'new' }], NOON_MS);
    await group.flush();
    await group.dropExpired(NOON_MS + HOUR_MS + 2 * DAY_MS);
    await expect(messages(group)).resolves.toEqual(['new']);
    expect(group.streams.values().map(({ name }) => name)).toEqual(['new']);
    await group.setRetention(null);
    await group.dropExpired(NOON_MS + 1000 * DAY_MS);
    await expect(messages(group)).resolves.toEqual(['new']);
  });

  it('loses what it may not keep in memory, says so once, and takes events again', async () => {
    await using folder = await createDataFolder();
    const lost: unknown[] = [];
    const group = LogGroup.create(folder.path, settings, (error) => lost.push(error));
    const message = 'x'.repeat(1_048_576);
    for (let count = 0; count < 100; count += 1) group.put('s', [{ timestampMs: NOON_MS, message }], NOON_MS);
    await group.flush();
    expect(lost).toEqual([expect.any(LogBacklogError)]);
    expect(String(lost[0])).toMatch(/: 3\d events are lost\.$/);
    group.put('s', [{ timestampMs: NOON_MS, message: 'again' }], NOON_MS);
    await expect(messages(group, { needle: 'again' })).resolves.toEqual(['again']);
    expect(lost).toHaveLength(1);
  });

  it('says once that the disk refuses what is written', async () => {
    await using folder = await createDataFolder();
    await writeFile(join(folder.path, 'file'), '');
    const lost: unknown[] = [];
    const group = LogGroup.create(join(folder.path, 'file', 'group'), settings, (error) => lost.push(error));
    group.put('s', [{ timestampMs: NOON_MS, message: 'a' }], NOON_MS);
    await expect(Promise.all([group.flush(), group.flush()])).rejects.toThrow('ENOTDIR');
    expect(lost).toHaveLength(1);
  });
});
