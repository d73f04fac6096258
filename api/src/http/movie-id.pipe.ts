import { Injectable } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { wrongField } from '#http/wrong-field';

/** Turns "296" into 296; anything that is no positive 32-bit integer is refused by name. */
@Injectable()
export class MovieIdPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(id <= 2_147_483_647)) throw wrongField('movieId', 'must be a positive whole number');
    return id;
  }
}
