/** 1 / (1 + exp(-x)): log-odds to a probability. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** ln(p / (1 - p)): a probability, neither 0 nor 1, to log-odds. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
