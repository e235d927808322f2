import { parseJson } from '../../json.ts';

/** `$parse(text)`: the value of JSON text. It stands for JSONata's `$eval`, which Step Functions does not have. */
export function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : parseJson(text);
}
