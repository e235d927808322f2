/** Where in the locales words may stand for the values of a list's parameters. */
const KEYS: Readonly<Record<string, readonly ((value: string) => string)[]>> = {
  decision: [(value) => `session.decisions.${value}`],
  reviewed: [(value) => `verdicts.reviewed.${value}`],
  machine: [(value) => `executions.machines.${value}`],
  status: [(value) => `executions.status.${value}`],
  action: [(value) => `audit.actions.${value}`],
  // Of sessions, of reported matches, and of people.
  state: [(value) => `session.states.${value}`, (value) => `matchReports.states.${value}`, (value) => `people.states.${value}.label`],
};

/** Keys of the locales that may name a value, the likeliest first; none for what a person wrote, such as an id. */
export function valueKeys(parameter: string, value: string): string[] {
  return (KEYS[parameter] ?? []).map((keyOf) => keyOf(value));
}
