/** Names under which Nest injects what is not a class of ours. */
export const ENVIRONMENT = Symbol('environment');
export const DATABASE = Symbol('database');
export const REDIS = Symbol('redis');
export const ELASTIC = Symbol('elastic');
export const EMBEDDER = Symbol('embedder');
