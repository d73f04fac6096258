export const deAccount = {};
