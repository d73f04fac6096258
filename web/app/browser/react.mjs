/** What the browser build finds under the name of React (`vite.config.ts`). */
export { default } from 'preact/compat';
export * from 'preact/compat';

/** The router imports it for transitions, which it is told not to use (`hydrate.ts`): the state as it is. */
export const useOptimistic = (state) => [state, () => undefined];
