import { Logger } from '@aws-lambda-powertools/logger';

/** The functions' one logger: structured lines with the request's id. Events, images, tokens and embeddings never reach it. */
export const logger = new Logger({ serviceName: 'invigil' });
