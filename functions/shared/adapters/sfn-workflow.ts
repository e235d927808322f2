import { DescribeExecutionCommand, StartExecutionCommand, StartSyncExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { ExecutionResult, Workflow } from '../ports/workflow.ts';

export class SfnWorkflow implements Workflow {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  async runSync(name: string, input: unknown): Promise<ExecutionResult> {
    const answer = await this.#client.send(new StartSyncExecutionCommand({ stateMachineArn: this.#stateMachineArn, name, input: JSON.stringify(input) }));
    return toResult({ ...answer, status: answer.status ?? 'FAILED' });
  }

  async start(name: string, input: unknown): Promise<string> {
    const { executionArn } = await this.#client.send(new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name, input: JSON.stringify(input) }));
    return executionArn ?? '';
  }

  async result(executionArn: string): Promise<ExecutionResult | null> {
    const { status, ...answer } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return null;
    return toResult({ ...answer, status: status ?? 'FAILED' });
  }
}

type Answer = Pick<ExecutionResult, 'status'> & { executionArn?: string | undefined; output?: string | undefined; error?: string | undefined; cause?: string | undefined };

function toResult({ status, executionArn, output, error, cause }: Answer): ExecutionResult {
  return { status, executionArn: executionArn ?? '', output: output ?? null, error: error ?? null, cause: cause ?? null };
}
