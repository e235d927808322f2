/** The package brings no types of its own. */
declare module 'asl-validator' {
  interface ValidatorError {
    'Error code': string;
    Message: string;
  }
  export default function validator(definition: object, options: { checkPaths: boolean; checkArn: boolean }): { isValid: boolean; errors: ValidatorError[] };
}
