/** Who sits exams. */
export interface Candidates {
  /** The `sub` of everybody whom a session knows by this e-mail. A person whose account was made anew has several; nobody is an empty list. */
  findByEmail(email: string): Promise<string[]>;
}
