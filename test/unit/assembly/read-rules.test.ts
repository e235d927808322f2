import { describe, expect, it } from '@jest/globals';
import type { CloudAssembly, TemplateResource } from '../../../local/assembly/cloud-assembly.ts';
import { readRules } from '../../../local/assembly/read-rules.ts';
import { createStackModel, type StackModel } from '../../../local/assembly/stack-model.ts';

const FUNCTION = { Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] }, Id: 'Target0' };
const PATTERN = { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [{ Ref: 'Uploads' }] }, object: { key: [{ prefix: 'imports/' }, 'exact', { suffix: '.zip' }] } } };

/** A stack of a function, a machine, a bucket that announces its objects and one that does not, and a rule with these properties. */
function stackWith(rule: Record<string, unknown>): StackModel {
  const resource = (Type: string, id: string, Properties: Record<string, unknown> = {}): TemplateResource => ({ Type, Properties, Metadata: { 'aws:cdk:path': `Stack/${id}/Resource` } });
  const Resources = {
    Sweep: resource('AWS::Lambda::Function', 'Sweep'),
    Machine: resource('AWS::StepFunctions::StateMachine', 'Machine'),
    Uploads: resource('AWS::S3::Bucket', 'Uploads', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }),
    Silent: resource('AWS::S3::Bucket', 'Silent'),
    Rule: resource('AWS::Events::Rule', 'Sweeps/Hourly', rule),
  };
  const cloudAssembly: CloudAssembly = { stackName: 'Stack', template: { Parameters: {}, Conditions: {}, Mappings: {}, Resources }, assets: new Map() };
  return createStackModel(cloudAssembly, { endpointUrl: 'http://127.0.0.1:1', issuerUrl: 'http://127.0.0.1:2' }, {});
}

describe('a rule of the assembly', () => {
  it('has its schedule and its function', () => {
    expect(readRules(stackWith({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED', Targets: [FUNCTION] }))).toEqual([
      {
        name: 'Stack-Sweeps-Hourly',
        arn: 'arn:aws:events:us-east-1:000000000000:rule/Stack-Sweeps-Hourly',
        trigger: { type: 'schedule', everyMs: 3_600_000 },
        targets: [{ id: 'Target0', kind: 'function', arn: 'arn:aws:lambda:us-east-1:000000000000:function:sweep', input: { type: 'event' } }],
      },
    ]);
  });

  it("has S3's pattern and its state machine with an input of parts of the event", () => {
    const InputTransformer = { InputPathsMap: { 'detail-object-key': '$.detail.object.key' }, InputTemplate: '{"key":<detail-object-key>}' };
    const [rule] = readRules(stackWith({ EventPattern: PATTERN, Targets: [{ Arn: { Ref: 'Machine' }, Id: 'Target0', RoleArn: 'arn:aws:iam::1:role/r', InputTransformer }] }));
    expect(rule?.trigger).toEqual({ type: 'object-created', buckets: ['uploads'], keys: [{ prefix: 'imports/' }, { equals: 'exact' }, { suffix: '.zip' }] });
    expect(rule?.targets).toEqual([
      { id: 'Target0', kind: 'state-machine', arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', input: { type: 'transformer', paths: InputTransformer.InputPathsMap, template: InputTransformer.InputTemplate } },
    ]);
  });

  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 days)', 172_800_000],
  ])('runs at %s', (ScheduleExpression, everyMs) => {
    expect(readRules(stackWith({ ScheduleExpression }))[0]?.trigger).toEqual({ type: 'schedule', everyMs });
  });

  it('is left out when it is disabled', () => {
    expect(readRules(stackWith({ ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['cron', { ScheduleExpression: 'cron(0 3 * * ? *)' }, 'not cron(0 3 * * ? *)'],
    ['rate(2 hour)', { ScheduleExpression: 'rate(2 hour)' }, 'not rate(2 hour)'],
    ['a pattern of another service', { EventPattern: { source: ['aws.ec2'] } }, "only S3's Object Created"],
    ['a pattern on sizes', { EventPattern: { ...PATTERN, detail: { ...PATTERN.detail, object: { size: [{ numeric: ['>', 1] }] } } } }, "only S3's Object Created"],
    ['a bucket that sends no events', { EventPattern: { ...PATTERN, detail: { bucket: { name: [{ Ref: 'Silent' }] } } } }, 'must enable EventBridge'],
    ['a target that is a bucket', { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: { 'Fn::GetAtt': ['Uploads', 'Arn'] }, Id: 'Target0' }] }, 'not arn:aws:s3:::uploads'],
    ['a template with an unknown part', { ScheduleExpression: 'rate(1 day)', Targets: [{ ...FUNCTION, InputTransformer: { InputTemplate: '{"a":<b>}' } }] }, '<b>'],
    ['a bus of its own', { ScheduleExpression: 'rate(1 day)', EventBusName: 'mine' }, 'default event bus'],
  ])('is refused with its place for %s', (_title, properties, message) => {
    expect(() => readRules(stackWith(properties))).toThrow(expect.objectContaining({ name: 'AssemblyError', code: 'UNSUPPORTED', message: expect.stringContaining(message) }));
  });
});
