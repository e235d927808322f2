/** A definition as JSON, of whatever form. */
type Fields = Readonly<Record<string, unknown>>;

/** Fields that AWS wants in the arguments of optimised integrations. Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const REQUIRED_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'lambda:invoke': ['FunctionName'],
  'dynamodb:getItem': ['TableName', 'Key'],
  'dynamodb:putItem': ['TableName', 'Item'],
  'dynamodb:updateItem': ['TableName', 'Key'],
  'dynamodb:deleteItem': ['TableName', 'Key'],
  'states:startExecution': ['StateMachineArn'],
};

/** What AWS refuses, or this project does, and the validators at hand do not see; `place: problem` each. */
export function ownRules(machine: Fields, within = ''): string[] {
  return Object.entries((machine.States ?? {}) as Record<string, Fields>).flatMap(([name, state]) => {
    const place = `${within}/${name}`;
    const branches = [...((state.Branches ?? []) as Fields[]), ...(state.ItemProcessor ? [state.ItemProcessor as Fields] : [])];
    return [...handlerProblems(state), ...taskProblems(state)].map((problem) => `${place}: ${problem}`).concat(branches.flatMap((branch) => ownRules(branch, place)));
  });
}

function handlerProblems(state: Fields): string[] {
  const problems: string[] = [];
  for (const field of ['Retry', 'Catch']) {
    const handlers = (state[field] ?? []) as (Fields & { ErrorEquals: string[] })[];
    handlers.forEach(({ ErrorEquals }, index) => {
      if (ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < handlers.length - 1)) problems.push(`${field} names States.ALL not alone and last`);
    });
  }
  for (const { IntervalSeconds = 1, MaxAttempts, MaxDelaySeconds, JitterStrategy } of (state.Retry ?? []) as { IntervalSeconds?: number; MaxAttempts?: number; MaxDelaySeconds?: number; JitterStrategy?: string }[]) {
    // It says what is not retried.
    if (MaxAttempts === 0) continue;
    if (MaxDelaySeconds !== undefined && MaxDelaySeconds <= IntervalSeconds) problems.push('MaxDelaySeconds does not exceed IntervalSeconds');
    if (JitterStrategy !== 'FULL') problems.push('Retry has no full jitter');
  }
  return problems;
}

function taskProblems(state: Fields): string[] {
  if (state.Type !== 'Task') return [];
  const { Resource, TimeoutSeconds, HeartbeatSeconds, Arguments } = state as { Resource: string; TimeoutSeconds?: number; HeartbeatSeconds?: number; Arguments?: unknown };
  const problems: string[] = [];
  if (TimeoutSeconds === undefined) problems.push('the task has no TimeoutSeconds');
  if (HeartbeatSeconds !== undefined && TimeoutSeconds !== undefined && HeartbeatSeconds >= TimeoutSeconds) problems.push('HeartbeatSeconds is not smaller than TimeoutSeconds');
  const action = /:states:::(?<action>[a-z]+:[A-Za-z]+)/.exec(Resource)?.groups?.action ?? '';
  for (const field of REQUIRED_ARGUMENTS[action] ?? []) {
    if (typeof Arguments === 'object' && Arguments !== null && !(field in Arguments)) problems.push(`the task has no ${field}`);
  }
  return problems;
}
