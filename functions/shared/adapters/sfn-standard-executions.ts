import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import type { StandardEnd, StandardExecutions } from '../ports/standard-executions.ts';

export class SfnStandardExecutions implements StandardExecutions {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async describe(executionArn: string): Promise<StandardEnd | 'RUNNING' | null> {
    try {
      const { status, stopDate, error } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE' || stopDate === undefined) return 'RUNNING';
      return { status: status === 'SUCCEEDED' || status === 'TIMED_OUT' ? status : 'FAILED', stopDate: stopDate.toISOString(), error: error ?? null };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return null;
      throw error;
    }
  }
}
