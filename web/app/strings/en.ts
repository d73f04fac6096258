import { enAccount } from './en-account.ts';
import { enAdmin } from './en-admin.ts';
import { enDesign } from './en-design.ts';
import { enFilms } from './en-films.ts';
import { enMap } from './en-map.ts';
import { enModel } from './en-model.ts';
import { enQuality } from './en-quality.ts';
import { enInsight } from './en-insight.ts';

/** Every sentence of the web app in English. "a|b": the first form for n = 1, the second otherwise. */
export const en = {
  ...enFilms,
  ...enAccount,
  ...enAdmin,
  ...enMap,
  ...enDesign,
  ...enModel,
  ...enQuality,
  ...enInsight,
} as const;
