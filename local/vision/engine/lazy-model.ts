/**
 * A model that is loaded when it is first asked for and then stays: for what few requests need, so that an engine that is never asked for it
 * starts without it and keeps its memory. Loading it blocks its thread for as long as a frame takes, as running it does.
 *
 * @example
 * const attributes = new LazyModel(() => AttributeEstimator.load(modelFiles.faceres));
 * const { ageYears } = await (await attributes.get()).estimate(image, points);
 */
export class LazyModel<Model> {
  readonly #load: () => Promise<Model>;
  #model: Promise<Model> | null = null;

  constructor(load: () => Promise<Model>) {
    this.#load = load;
  }

  /** Rejects with what loading failed with; the next request then tries again. */
  get(): Promise<Model> {
    this.#model ??= this.#load().catch((error: unknown) => {
      this.#model = null;
      throw error;
    });
    return this.#model;
  }
}
