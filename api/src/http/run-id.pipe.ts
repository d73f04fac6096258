import { Injectable } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { wrongField } from '#http/wrong-field';

/** Lets names of runs and versions pass, such as `repeat:train:1767225600000` or `20261124-181500-123`. */
@Injectable()
export class RunIdPipe implements PipeTransform<string, string> {
  transform(text: string, { data }: ArgumentMetadata): string {
    if (/^[\w:.-]{1,120}$/.test(text)) return text;
    throw wrongField(data ?? 'id', 'must be letters, digits, ":", "." or "-"');
  }
}
