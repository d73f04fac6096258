import { Injectable } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { wrongField } from '#http/wrong-field';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lets an id like `5f0c2a44-6c1e-4b7a-9e55-0c6a3a4c1d2e` pass and refuses anything else by name. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(text: string, { data }: ArgumentMetadata): string {
    if (UUID.test(text)) return text.toLowerCase();
    throw wrongField(data ?? 'id', 'must be a UUID');
  }
}
