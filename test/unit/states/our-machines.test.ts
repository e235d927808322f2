import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lintMachine } from '../../helpers/states/lint-machine.ts';
import { ownRules } from '../../helpers/states/lint-rules.ts';
import { definitionOf } from '../../helpers/states/run-machine.ts';

const FOLDER = join(import.meta.dirname, '../../../statemachines');

/** The machine's text with something in the place of what the stack puts in. */
function readMachine(file: string): string {
  const valueOf = (key: string): string => (key === 'Partition' ? 'aws' : key.endsWith('Seconds') ? '5' : key.endsWith('Arn') ? `arn:aws:lambda:us-east-1:000000000000:function:${key}` : key);
  return readFileSync(join(FOLDER, file), 'utf8').replace(/\$\{(\w+)\}/g, (_, key: string) => valueOf(key));
}

describe('the state machines of the project', () => {
  it.each(readdirSync(FOLDER))('%s passes every validator', async (file) => {
    await expect(lintMachine(readMachine(file))).resolves.toEqual([]);
  });
});

describe('the lint rules', () => {
  const task = (fields: Record<string, unknown>) => definitionOf({ T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, TimeoutSeconds: 5, End: true, ...fields } });
  const retry = (fields: Record<string, unknown>) => task({ Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'FULL', ...fields }] });

  it.each([
    ['a task without time-out', task({ TimeoutSeconds: undefined }), '/T: the task has no TimeoutSeconds'],
    ['a heartbeat as long as the time-out', task({ HeartbeatSeconds: 5 }), '/T: HeartbeatSeconds is not smaller than TimeoutSeconds'],
    ['a function that is not named', task({ Arguments: { Payload: 1 } }), '/T: the task has no FunctionName'],
    ['a longest delay that is the first', retry({ IntervalSeconds: 2, MaxDelaySeconds: 2 }), '/T: MaxDelaySeconds does not exceed IntervalSeconds'],
    ['a retry without jitter', retry({ JitterStrategy: undefined }), '/T: Retry has no full jitter'],
    ['a wildcard before another', task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'T' }, { ErrorEquals: ['E'], Next: 'T' }] }), '/T: Catch names States.ALL not alone and last'],
    ['a wildcard among others', retry({ ErrorEquals: ['E', 'States.ALL'] }), '/T: Retry names States.ALL not alone and last'],
    ['a task in a branch', definitionOf({ P: { Type: 'Parallel', Branches: [task({ TimeoutSeconds: undefined })], End: true } }), '/P/T: the task has no TimeoutSeconds'],
  ])('find %s', (_, definition, problem) => {
    expect(ownRules(definition)).toEqual([problem]);
  });

  it('find nothing in a machine that keeps them', () => {
    expect(ownRules(retry({ IntervalSeconds: 2, MaxDelaySeconds: 3 }))).toEqual([]);
    expect(ownRules(retry({ MaxAttempts: 0, JitterStrategy: undefined }))).toEqual([]);
  });

  it.each([
    ['asl-validator', { StartAt: 'A', States: { A: { Type: 'Pass' } } }],
    ['language service', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }],
    ['interpreter', definitionOf({ A: { Type: 'Pass', Output: '{% 1 + %}', End: true } })],
  ])('include those of the %s', async (validator, definition) => {
    await expect(lintMachine(JSON.stringify(definition))).resolves.toContainEqual(expect.stringMatching(`^${validator}: `));
  });
});
