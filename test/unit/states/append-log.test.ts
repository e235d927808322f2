import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AppendLog } from '../../../local/states/executions/append-log.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

describe('an append log', () => {
  it('has no records before the first one is written', async () => {
    await using folder = await createDataFolder();
    const records = await new AppendLog(join(folder.path, 'log'), false).read();
    expect([records.length, records.at(0), records.at(-1), records.all()]).toEqual([0, undefined, undefined, []]);
  });

  it('keeps records in the order in which they came, written at once or one by one', async () => {
    await using folder = await createDataFolder();
    const log = new AppendLog<number>(join(folder.path, 'log'), true);
    await Promise.all([log.append(1), log.append(2), log.append(3)]);
    await log.append(4);
    void log.append(5);
    const records = await log.read();
    expect(records.all()).toEqual([1, 2, 3, 4, 5]);
    expect([records.length, records.at(0), records.at(2), records.at(-1), records.at(5)]).toEqual([5, 1, 3, 5, undefined]);
  });

  it('cuts off a torn record, so that the next one is whole', async () => {
    await using folder = await createDataFolder();
    const path = join(folder.path, 'log');
    await new AppendLog<{ n: number }>(path, false).append({ n: 1 });
    await appendFile(path, '{"n":2,"to');
    const log = new AppendLog<{ n: number }>(path, false);
    await expect(log.recover()).resolves.toEqual([{ n: 1 }]);
    await log.append({ n: 3 });
    await expect(readFile(path, 'utf8')).resolves.toBe('{"n":1}\n{"n":3}\n');
  });

  it('rejects for whoever appended what could not be written, and goes on', async () => {
    await using folder = await createDataFolder();
    const log = new AppendLog<number>(join(folder.path, 'missing', 'log'), false);
    await expect(log.append(1)).rejects.toThrow('ENOENT');
    await expect(log.append(2)).rejects.toThrow('ENOENT');
  });
});
