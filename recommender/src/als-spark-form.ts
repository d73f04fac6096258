/**
 * Spark's implicit ALS minimises, over rows (user, movie, r) of which a pair may have several,
 *
 *   L = Σ_rows α|r| (p·q)² − 2 Σ_{r>0} (1 + α r) p·q + Σ_all (p·q)² + λ Σ_u n_u |p_u|² + λ Σ_i n_i |q_i|²
 *
 * with n the number of rows with r > 0 (`ALS.computeFactors` of Spark 4, after Hu, Koren and Volinsky 2008). A target above 0 is
 * therefore at least 1, a dislike has none, and how much a pair is liked cannot be said apart from how much it weighs. With two
 * rows it can: (r = ρ) and (r = −(1 − ρ)) weigh α together, and the target is 1 + αρ, for ρ from 0 to 1.
 *
 * Divided by α = 1/α₀ this is the objective of als-params.ts with weight 1 and targets t = α₀ + ρ, which can be from α₀ to 1 + α₀,
 * or 0. So that liked films can be aimed higher than that, all targets and λ are multiplied by s = (1 + α₀) / 2, which multiplies
 * the factors by √s and changes nothing else: targets up to 2 (a rating 1.5 stars above the person's mean) are said exactly,
 * higher ones count as 2, and those below α₀ / s are rounded to it or to 0.
 */
const HIGHEST = 2;
/** A row with r = 0 would not count as liked. */
const LEAST_SHARE = 1e-6;

/** s, by which Spark's targets are larger than ours. */
export const sparkScale = (unobserved: number): number => (1 + unobserved) / HIGHEST;

/** ρ of a target, LEAST_SHARE to 1; undefined for a dislike, whose one row is r = −1. */
export function sparkShare(target: number, unobserved: number): number | undefined {
  const share = sparkScale(unobserved) * target - unobserved;
  return share < -unobserved / 2 ? undefined : Math.min(1, Math.max(LEAST_SHARE, share));
}

/** The target that Spark aims at when it is asked for this one. */
export function sparkTarget(target: number, unobserved: number): number {
  const share = sparkShare(target, unobserved);
  return share === undefined ? 0 : (unobserved + share) / sparkScale(unobserved);
}
