/** The variables of an environment that are set; one that is set to nothing is not, as shells and compose files have it. */
export function setVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
