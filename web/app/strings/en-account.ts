export const enAccount = {} as const;
