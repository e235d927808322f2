import { answerEmpty } from '../protocol/answer.ts';
import type { Operation } from './context.ts';

export const deleteObject: Operation = ({ store }, { bucket, key }, response) => {
  store.delete(bucket, key);
  answerEmpty(response, 204);
};
