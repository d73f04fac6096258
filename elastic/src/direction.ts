/** A shorter vector's square is 0, or next to it, as a 32-bit number. */
const SHORTEST = 1e-18;

/** Whether a vector can be compared by cosine: Elasticsearch refuses one of no length, in a document and in a search. */
export const hasDirection = (vector: readonly number[]): boolean => Math.hypot(...vector) > SHORTEST;
