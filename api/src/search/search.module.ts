import { Module } from '@nestjs/common';
import { Cursors } from '#http/cursors';
import { RecommendModule } from '#recommend/recommend.module';
import { Embedding } from '#search/embedding';
import { SearchController } from '#search/search.controller';
import { SearchPeople } from '#search/search-person';
import { SearchRanker } from '#search/search-ranker';
import { SearchService } from '#search/search.service';
import { SearchTaste } from '#search/search-taste';

@Module({
  imports: [RecommendModule],
  controllers: [SearchController],
  providers: [Cursors, Embedding, SearchPeople, SearchRanker, SearchService, SearchTaste],
  exports: [Embedding],
})
export class SearchModule {}
