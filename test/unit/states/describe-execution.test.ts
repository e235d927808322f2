import { describe, expect, it } from '@jest/globals';
import type { ExecutionSummary } from '../../../local/states/executions/execution-summary.ts';
import { describeExecution } from '../../../local/states/operations/describe-execution.ts';
import type { OperationContext } from '../../../local/states/operations/operation-context.ts';

const ARN = 'arn:aws:states:us-east-1:000000000000:execution:machine:run';

describe('DescribeExecution', () => {
  it('does not tell of an end that comes while it reads the history', async () => {
    const summary: ExecutionSummary = { arn: ARN, name: 'run', machineArn: 'machine', status: 'RUNNING', startMs: 0, stopMs: null };
    const standard = {
      get: () => summary,
      details: ({ status }: ExecutionSummary) => {
        // What was read is older than the end.
        Object.assign(summary, { status: 'SUCCEEDED', stopMs: 1 });
        return Promise.resolve({ input: '{}', ...(status === 'SUCCEEDED' && { output: '{}' }) });
      },
    };
    const context = { standard } as unknown as OperationContext;
    await expect(describeExecution(context, { executionArn: ARN })).resolves.toMatchObject({ status: 'RUNNING' });
    await expect(describeExecution(context, { executionArn: ARN })).resolves.toMatchObject({ status: 'SUCCEEDED', output: '{}', stopDate: 0.001 });
  });
});
