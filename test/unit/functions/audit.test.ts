import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { NotFoundError } from '../../../domain/errors.ts';
import { apiHandler, apiReader } from '../../../functions/shared/http/api-handler.ts';
import { queryTarget } from '../../../functions/shared/http/query-target.ts';
import { pathParameterOf, type ApiAnswer, type Group } from '../../../functions/shared/http/request.ts';
import type { AuditedAct, AuditLog } from '../../../functions/shared/ports/audit-log.ts';
import { apiEvent, lambdaContext } from '../../helpers/api-event.ts';

/** Notes what is entered in which order, and fails when told to. */
class FakeAuditLog implements AuditLog {
  readonly entries: unknown[] = [];
  failing: 'recordRead' | 'openChange' | 'closeChange' | null = null;

  recordRead(act: AuditedAct, outcome: number): Promise<void> {
    return this.#enter('recordRead', [act.actor.groups.join(), act.action, act.target, outcome]);
  }

  openChange(act: AuditedAct): Promise<void> {
    return this.#enter('openChange', [act.action, act.target]);
  }

  closeChange(act: AuditedAct, outcome: number): Promise<void> {
    return this.#enter('closeChange', [act.action, act.target, outcome]);
  }

  #enter(how: NonNullable<FakeAuditLog['failing']>, entry: unknown[]): Promise<void> {
    if (this.failing === how) return Promise.reject(new Error('The table is not there.'));
    this.entries.push([how, ...entry]);
    return Promise.resolve();
  }
}

async function read(log: AuditLog, event: Partial<ReturnType<typeof apiEvent>> & { groups: string[] }, handle: () => Promise<ApiAnswer> = async () => Promise.resolve({ statusCode: 200, body: { secret: true } })) {
  const handler = apiReader({ groups: ['auditor', 'candidate'], query: z.object({}), audit: { action: 'ReadVerdict', target: ({ event: { pathParameters } }) => pathParameters?.id ?? '', log } }, handle);
  return handler({ ...apiEvent({ groups: event.groups, body: null }), httpMethod: 'GET', pathParameters: { id: 'verdict-1' }, ...event }, lambdaContext);
}

async function change(log: AuditLog, handle: () => Promise<ApiAnswer>, body = '{}', group: Group = 'admin') {
  const handler = apiHandler({ groups: [group], body: z.object({}), audit: { action: 'PutReview', target: ({ event }) => pathParameterOf(event, 'id'), log } }, handle);
  return handler({ ...apiEvent({ groups: [group], body }), httpMethod: 'PUT', pathParameters: { id: 'verdict-1' } }, lambdaContext);
}

describe('a read that is audited', () => {
  it('is entered with its outcome, whether it found something or not', async () => {
    const log = new FakeAuditLog();
    expect(await read(log, { groups: ['auditor'] })).toMatchObject({ statusCode: 200, body: '{"secret":true}' });
    expect(await read(log, { groups: ['auditor'] }, async () => Promise.reject(new NotFoundError('There is none.')))).toMatchObject({ statusCode: 404 });
    expect(log.entries).toEqual([['recordRead', 'auditor', 'ReadVerdict', 'verdict-1', 200], ['recordRead', 'auditor', 'ReadVerdict', 'verdict-1', 404]]);
  });

  it('is not answered when it cannot be entered', async () => {
    const log = new FakeAuditLog();
    log.failing = 'recordRead';
    const { statusCode, body } = await read(log, { groups: ['auditor'] });
    expect([statusCode, JSON.parse(body), body.includes('secret')]).toEqual([503, { error: expect.objectContaining({ code: 'UNAVAILABLE' }) }, false]);
  });

  it('is not entered of a mere candidate, who reads their own', async () => {
    const log = new FakeAuditLog();
    expect(await read(log, { groups: ['candidate'] })).toMatchObject({ statusCode: 200 });
    expect(await read(log, { groups: ['candidate', 'auditor'] })).toMatchObject({ statusCode: 200 });
    expect(log.entries).toEqual([['recordRead', 'auditor,candidate', 'ReadVerdict', 'verdict-1', 200]]);
  });

  it('is entered when it is refused, without what was asked for, and stays refused when it cannot be', async () => {
    const log = new FakeAuditLog();
    expect(await read(log, { groups: ['admin'] })).toMatchObject({ statusCode: 403 });
    expect(log.entries).toEqual([['recordRead', 'admin', 'ReadVerdict', null, 403]]);
    log.failing = 'recordRead';
    expect(await read(log, { groups: ['admin'] })).toMatchObject({ statusCode: 403 });
  });

  it('keeps no e-mail that was typed in place of an id', async () => {
    const log = new FakeAuditLog();
    await read(log, { groups: ['auditor'], pathParameters: { id: 'ada@example.org' } });
    expect(log.entries).toEqual([['recordRead', 'auditor', 'ReadVerdict', '…', 200]]);
  });
});

describe('a change that is audited', () => {
  it('is entered before it is made, and again with its outcome and what was made', async () => {
    const log = new FakeAuditLog();
    const answer = await change(log, async () => {
      log.entries.push('made');
      return Promise.resolve({ statusCode: 201, body: null, auditTarget: 'new-1' });
    });
    expect(answer.statusCode).toBe(201);
    expect(log.entries).toEqual([['openChange', 'PutReview', 'verdict-1'], 'made', ['closeChange', 'PutReview', 'new-1', 201]]);
  });

  it('is entered of a candidate as of everybody', async () => {
    const log = new FakeAuditLog();
    await change(log, async () => Promise.resolve({ statusCode: 200, body: null }), '{}', 'candidate');
    expect(log.entries).toEqual([['openChange', 'PutReview', 'verdict-1'], ['closeChange', 'PutReview', 'verdict-1', 200]]);
  });

  it('is entered with the status of the error by which it ended', async () => {
    const log = new FakeAuditLog();
    expect(await change(log, async () => Promise.reject(new TypeError('defect')))).toMatchObject({ statusCode: 500 });
    expect(log.entries.at(-1)).toEqual(['closeChange', 'PutReview', 'verdict-1', 500]);
  });

  it('is not made when it cannot be entered, and not confirmed when its outcome cannot', async () => {
    const log = new FakeAuditLog();
    const made: string[] = [];
    const make = async () => {
      made.push('made');
      return Promise.resolve({ statusCode: 200, body: 'secret' });
    };
    log.failing = 'openChange';
    expect([(await change(log, make)).statusCode, made]).toEqual([503, []]);
    log.failing = 'closeChange';
    expect([(await change(log, make)).statusCode, made, log.entries]).toEqual([503, ['made'], [['openChange', 'PutReview', 'verdict-1']]]);
  });

  it('is not entered when it asks for nothing that can be done', async () => {
    const log = new FakeAuditLog();
    expect((await change(log, async () => Promise.reject(new Error('never called')), '[]')).statusCode).toBe(422);
    expect(log.entries).toEqual([]);
  });
});

describe('queryTarget', () => {
  it('keeps ids, times and fixed words, of names and e-mails only that they were asked for, and no page', () => {
    const event = { ...apiEvent({ body: null }), queryStringParameters: { state: 'open', query: 'Ada', person: 'ada@example.org', cursor: 'abc' } };
    expect(queryTarget(['state', 'person'])({ event, context: lambdaContext, caller: { sub: 'a', email: null, groups: [] } })).toBe('person=…&query=…&state=open');
  });
});
