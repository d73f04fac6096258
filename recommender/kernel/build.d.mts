/** The text of src/kernel.generated.ts. */
export function generate(): Promise<string>;
