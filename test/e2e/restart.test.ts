import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { findBrokenLink } from '../../domain/chain.ts';
import type { Session } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { fromVerdictItem } from '../../functions/shared/verdict-item.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let elsewhere: string;

beforeAll(async () => {
  folder = await createDataFolder();
  elsewhere = (await scene('personAElsewhere')).toString('base64');
});

afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('an instance', () => {
  it('that is killed loses no recorded verdict and no registered face', async () => {
    const answered: Verdict[] = [];
    await using invigil = await Instance.start(folder.path);
    const token = await invigil.token('candidate');
    const image = (await scene('personA')).toString('base64');
    expect((await invigil.call('/faces/index', { as: 'admin', body: { image, fullName: 'Ada Lovelace' } })).status).toBe(200);
    const { sessionId } = (await invigil.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as { sessionId: string };
    // Many frames under way, and the kill as soon as some are answered.
    const frames = Array.from({ length: 50 }, async () => {
      const { status, body } = await invigil.call('/verdicts', { body: { image: elsewhere, sessionId } });
      if (status === 200) answered.push(body as Verdict);
      if (answered.length === 10) await invigil.kill();
    });
    await Promise.allSettled(frames);
    expect(answered.length).toBeGreaterThanOrEqual(10);

    await using again = await Instance.start(folder.path, { successorOf: invigil });
    const { Items: items } = await again.aws.dynamoDb().send(new ScanCommand({ TableName: 'Verdicts' }));
    const recorded = (items ?? []).map(fromVerdictItem).sort((a, b) => a.sequence - b.sequence);
    expect(recorded).toEqual(expect.arrayContaining(answered));
    expect(findBrokenLink(recorded)).toBeNull();
    // None is there by half: each has its frame, and each counts in its session.
    for (const { verdictId, image: { sha256 } } of recorded) {
      const frame = await fetch(`${again.origin}/api/verdicts/${verdictId}/frame`, { headers: { accept: 'image/jpeg', authorization: `Bearer ${await again.token('auditor')}` } });
      expect([frame.status, createHash('sha256').update(await frame.bytes()).digest('hex')]).toEqual([200, sha256]);
    }
    const session = (await again.call(`/sessions/${sessionId}`, { method: 'GET' })).body as Session;
    expect(session).toMatchObject({ state: 'open', lastVerdict: { sequence: recorded.length } });
    expect(session.counters.clear + session.counters.flagged + session.counters.inconclusive).toBe(recorded.length);

    // The tokens of before are good, the person is known, and the chain goes on.
    const next = await again.call('/verdicts', { as: null, headers: { authorization: `Bearer ${token}` }, body: { image: elsewhere, sessionId } });
    expect(next).toMatchObject({ status: 200, body: { decision: 'clear', sequence: recorded.length + 1, previousHash: recorded.at(-1)?.hash } });
  });

  it('says who can sign in and where everything is, and ends in order at Ctrl-C', async () => {
    await using invigil = await Instance.start(folder.path, { commandLine: [] });
    expect(invigil.output).toContain(invigil.origin);
    expect(invigil.output).toContain('admin@invigil.local, auditor@invigil.local, candidate@invigil.local');
    expect(invigil.output).toContain(invigil.awsEndpointUrl);
    expect((await fetch(`${invigil.awsEndpointUrl}/_faults`)).status).toBe(403);
    expect(await invigil.stop()).toBe(0);
  });

  it('refuses the data of another instance, and a folder that is not its own', async () => {
    await using invigil = await Instance.start(folder.path);
    expect(invigil.output).toContain(folder.path);
    await expect(Instance.start(folder.path)).rejects.toThrow('Another instance uses the data');
    await expect(Instance.start(folder.path, { commandLine: ['--reset'] })).rejects.toThrow('Another instance uses the data');
    expect(await invigil.call('/verdicts', { body: { image: elsewhere } })).toMatchObject({ status: 200, body: { decision: 'clear' } });
    await expect(Instance.start(import.meta.dirname)).rejects.toThrow("holds other files than Invigil's");
  });

  it('begins anew after --reset', async () => {
    await using invigil = await Instance.start(folder.path, { commandLine: ['--reset'] });
    expect((await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Verdicts' }))).Items).toEqual([]);
    expect(await invigil.call('/verdicts', { body: { image: elsewhere } })).toMatchObject({ status: 200, body: { sequence: 1, decision: 'flagged' } });
  });
});
