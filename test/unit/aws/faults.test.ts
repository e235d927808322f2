import { describe, expect, it } from '@jest/globals';
import { createFaultInjector } from '../../../local/aws/faults.ts';

const SERVED = new Set(['states', 'logs', 'rekognition']);

describe('the fault injector', () => {
  it.each([['sfn', 'states'], ['StepFunctions', 'states'], ['states', 'states'], ['cloudwatchlogs', 'logs'], ['Rekognition', 'rekognition']])('knows the service %s as %s', (name, signingName) => {
    const injector = createFaultInjector(() => 0);
    injector.replace([{ service: name, operation: '*', kind: 'error' }], SERVED);
    expect([...SERVED].filter((service) => injector.draw(service, 'AnyOperation', null).length > 0)).toEqual([signingName]);
  });

  it('draws the faults of an operation in the order of the list', () => {
    const injector = createFaultInjector(() => 0.5);
    injector.replace([
      { service: 'states', operation: '*', kind: 'delay', delayMs: 5 },
      { service: 'states', operation: 'StartExecution', kind: 'error' },
      { service: 'states', operation: 'StartSyncExecution', kind: 'drop', probability: 0.6 },
      { service: 'states', operation: 'StartSyncExecution', kind: 'throttle', probability: 0.5 },
    ], SERVED);
    expect(injector.draw('states', 'StartSyncExecution', null).map(({ kind }) => kind)).toEqual(['delay', 'drop']);
    expect(injector.draw('states', null, null).map(({ kind }) => kind)).toEqual(['delay']);
  });

  it('never draws a fault of probability 0, and always one of 1', () => {
    for (const [probability, random, count] of [[0, 0, 0], [1, 0.999_999, 1]] as const) {
      const injector = createFaultInjector(() => random);
      injector.replace([{ service: 'logs', operation: '*', kind: 'error', probability }], SERVED);
      expect(injector.draw('logs', null, null)).toHaveLength(count);
    }
  });

  it('befalls those alone who sign with the access key that it names', () => {
    const injector = createFaultInjector(() => 0);
    injector.replace([{ service: 'states', operation: 'StartExecution', kind: 'error', accessKeyId: 'invigil-states' }], SERVED);
    expect(['invigil-states', 'invigil-functions', null].map((accessKeyId) => injector.draw('states', 'StartExecution', accessKeyId).length)).toEqual([1, 0, 0]);
  });
});
