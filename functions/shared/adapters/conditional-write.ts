import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** What a write with a condition answers; null where its condition does not hold, and nothing is written. */
export async function unlessRefused<Answer extends object>(write: Promise<Answer>): Promise<Answer | null> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

/** Whether a write was made: its condition holds. */
export async function wasMade(write: Promise<object>): Promise<boolean> {
  return (await unlessRefused(write)) !== null;
}
