import { DescribeExecutionCommand, ExecutionAlreadyExists, SFNServiceException, StartExecutionCommand, StartSyncExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { OutcomeUnknownError, type ExecutionResult, type Workflow } from '../ports/workflow.ts';

export class SfnWorkflow implements Workflow {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  async runSync(name: string, input: unknown): Promise<ExecutionResult> {
    const command = new StartSyncExecutionCommand({ stateMachineArn: this.#stateMachineArn, name, input: JSON.stringify(input) });
    try {
      const answer = await this.#client.send(command);
      return toResult({ ...answer, status: answer.status ?? 'FAILED' });
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw new OutcomeUnknownError(error);
    }
  }

  async start(name: string, input: unknown): Promise<string> {
    try {
      const { executionArn } = await this.#client.send(new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name, input: JSON.stringify(input) }));
      return executionArn ?? '';
    } catch (error) {
      // An attempt whose reply was lost has started it, and it has ended since.
      if (error instanceof ExecutionAlreadyExists) return `${this.#stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      throw error;
    }
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

/** The service has answered that it will not: nothing was started. */
function isRefusal(error: unknown): boolean {
  const statusCode = error instanceof SFNServiceException ? error.$metadata.httpStatusCode : undefined;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500;
}
