/** A state of the states language, as far as it is drawn. */
export interface StateDefinition {
  Type: string;
  Comment?: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: readonly { Next: string }[];
  Catch?: readonly { Next: string }[];
  Retry?: readonly object[];
  TimeoutSeconds?: number;
  /** What a Parallel state runs side by side. */
  Branches?: readonly StateMachineDefinition[];
  /** What a Map state runs for each item. */
  ItemProcessor?: StateMachineDefinition;
}

/** A state machine of the states language, or one branch of it. */
export interface StateMachineDefinition {
  Comment?: string;
  StartAt: string;
  States: Readonly<Record<string, StateDefinition>>;
}
