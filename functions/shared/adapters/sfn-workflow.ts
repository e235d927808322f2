import { DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, SFNServiceException, StartExecutionCommand, StartSyncExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
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

  arnOf(name: string): string {
    return `${this.#stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  async start(name: string, input: unknown): Promise<void> {
    try {
      await this.#client.send(new StartExecutionCommand({ stateMachineArn: this.#stateMachineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      // An attempt whose reply was lost has started it, and it has ended since.
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }

  async result(executionArn: string): Promise<ExecutionResult | 'RUNNING' | null> {
    try {
      const { status, ...answer } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'RUNNING' : toResult({ ...answer, status: status ?? 'FAILED' });
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return null;
      throw error;
    }
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
