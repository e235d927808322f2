import { Aws, Fn } from 'aws-cdk-lib';

/**
 * The first eight digits of the stack's own id. They tell what a stack has named and left behind from what the next stack of its name makes; on one
 * machine, where there is one, they are left out.
 */
export const STACK_SUFFIX = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
