const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether Postgres will take the text as a uuid; asked first, because it refuses the statement otherwise. */
export const isUuid = (text: string): boolean => UUID.test(text);
