import { Controller, Get, Query } from '@nestjs/common';
import {
  searchQuerySchema,
  searchResultSchema,
  suggestQuerySchema,
  suggestResultSchema,
} from '@marquee/contract/search';
import type { SearchResult, SuggestResult } from '@marquee/contract/search';
import { createZodDto } from 'nestjs-zod';
import { MaybePerson, Public } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { SearchService } from '#search/search.service';

class SearchQueryDto extends createZodDto(searchQuerySchema) {}
class SearchResultDto extends createZodDto(searchResultSchema) {}
class SuggestQueryDto extends createZodDto(suggestQuerySchema) {}
class SuggestResultDto extends createZodDto(suggestResultSchema) {}

@Public()
@Controller('v1')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Get('search')
  @Documented({ summary: 'Films for a query in plain words', type: SearchResultDto })
  async find(
    @Query() query: SearchQueryDto,
    @MaybePerson() principal: Principal | undefined,
  ): Promise<SearchResult> {
    return await this.search.search(query, principal);
  }

  @Get('suggest')
  @Documented({ summary: 'Titles and people while typing', type: SuggestResultDto })
  async suggest(@Query() query: SuggestQueryDto): Promise<SuggestResult> {
    return await this.search.suggest(query);
  }
}
