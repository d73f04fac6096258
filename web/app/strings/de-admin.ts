export const deAdmin = {};
