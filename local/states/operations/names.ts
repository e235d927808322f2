import { invalidName } from './errors.ts';

// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
// eslint-disable-next-line no-control-regex -- control characters are among those that a name may not have
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/u;

/** The name of a state machine or an execution. @throws InvalidName */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw invalidName(name);
}
