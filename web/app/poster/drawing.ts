import type { posterMarkup } from './poster.ts';

type Draw = typeof posterMarkup;

let drawing: Draw | undefined;

/** The server draws from its start; a browser once there is a person, as the posters of a document are drawn already. */
export function registerDrawing(draw: Draw): void {
  drawing = draw;
}

/** The inside of a poster's `<svg>`. */
export const draw: Draw = (facts) => drawing?.(facts) ?? '';
