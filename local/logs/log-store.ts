/** Where logs are written. */
export interface LogStore {
  /**
   * Accepts events for a stream and returns at once; a group or stream that does not exist yet is created. They reach the disk within moments, and
   * before `close` resolves: logs are delivered with best effort, here as on AWS.
   */
  put(groupName: string, streamName: string, events: readonly LogEvent[]): void;
}

export interface LogEvent {
  /** Milliseconds since the epoch. */
  timestampMs: number;
  message: string;
}
