import { describe, expect, it } from '@jest/globals';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DetectFacesCommand, ListCollectionsCommand } from '@aws-sdk/client-rekognition';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, GetExecutionHistoryCommand, ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import type { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

let invigil: Instance;

useInstance((started) => { invigil = started; });

describe('an AWS client on the one endpoint', () => {
  it('finds what the template has, by its name', async () => {
    const { rekognition, stepFunctions, dynamoDb, s3, logs } = invigil.aws;
    expect((await rekognition().send(new ListCollectionsCommand())).CollectionIds).toEqual(['Invigil-faces']);
    expect((await dynamoDb().send(new ListTablesCommand())).TableNames).toEqual(expect.arrayContaining(['AuditLog', 'Executions', 'Faces', 'Policies', 'Sessions', 'Verdicts']));
    expect((await s3().send(new ListBucketsCommand())).Buckets?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['frames', 'photos']));
    expect((await stepFunctions().send(new ListStateMachinesCommand())).stateMachines?.map(({ name, type }) => [name, type])).toEqual(
      expect.arrayContaining([
        ['verify-frame', 'EXPRESS'],
        ['register-face', 'STANDARD'],
        ['register-bulk', 'STANDARD'],
      ]),
    );
    const groups = await logs().send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/vendedlogs/states/' }));
    expect(groups.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(expect.arrayContaining(['/aws/vendedlogs/states/Invigil-register-face', '/aws/vendedlogs/states/Invigil-verify-frame']));
  });

  it('sees a face', async () => {
    const { FaceDetails } = await invigil.aws.rekognition().send(new DetectFacesCommand({ Image: { Bytes: await scene('personA') } }));
    expect(FaceDetails).toHaveLength(1);
    expect(FaceDetails?.[0]?.Confidence).toBeGreaterThan(90);
  });

  it("reads a registration's history as AWS writes it", async () => {
    const image = (await scene('personA')).toString('base64');
    expect((await invigil.call('/faces/index', { as: 'admin', body: { image, fullName: 'Ada Lovelace' } })).status).toBe(200);
    const states = invigil.aws.stepFunctions();
    const machine = (await states.send(new ListStateMachinesCommand())).stateMachines?.find(({ name }) => name === 'register-face');
    expect((await states.send(new DescribeStateMachineCommand({ stateMachineArn: machine?.stateMachineArn }))).definition).not.toContain('${');
    const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn, statusFilter: 'SUCCEEDED' }));
    expect(executions).toHaveLength(1);
    const { events } = await states.send(new GetExecutionHistoryCommand({ executionArn: executions?.[0]?.executionArn }));
    const entered = events?.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    expect(entered?.filter((name) => !name.endsWith('?'))).toEqual(['Begin', 'Reserve row', 'Inspect photo', 'Find duplicate', 'Index face', 'Confirm unique', 'Record face', 'Registered']);
    expect(JSON.stringify(events)).not.toContain(image.slice(5_000, 5_060));
  });
});
