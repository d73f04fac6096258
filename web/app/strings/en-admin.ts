export const enAdmin = {} as const;
