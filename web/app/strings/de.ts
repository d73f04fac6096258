import { deAccount } from './de-account.ts';
import { deAdmin } from './de-admin.ts';
import { deDesign } from './de-design.ts';
import { deFilms } from './de-films.ts';
import { deMap } from './de-map.ts';
import { deModel } from './de-model.ts';
import { deQuality } from './de-quality.ts';
import { deInsight } from './de-insight.ts';
import type { Strings } from './translate.ts';

/** Every sentence of the web app in German. */
export const de: Strings = {
  ...deFilms,
  ...deAccount,
  ...deAdmin,
  ...deMap,
  ...deDesign,
  ...deModel,
  ...deQuality,
  ...deInsight,
};
