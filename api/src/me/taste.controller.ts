import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  hiddenListSchema,
  hiddenSchema,
  hideSchema,
  preferencesSchema,
  watchlistSchema,
} from '@marquee/contract/taste';
import type { Hidden, Preferences, Watchlist } from '@marquee/contract/taste';
import { createZodDto } from 'nestjs-zod';
import { MovieIdPipe } from '#http/movie-id.pipe';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { UuidPipe } from '#http/uuid.pipe';
import { TasteService } from '#me/taste.service';

class PreferencesDto extends createZodDto(preferencesSchema) {}
class HideDto extends createZodDto(hideSchema) {}
class HiddenDto extends createZodDto(hiddenSchema) {}
class HiddenListDto extends createZodDto(hiddenListSchema) {}
class WatchlistDto extends createZodDto(watchlistSchema) {}

@Controller('v1/me')
export class TasteController {
  constructor(private readonly taste: TasteService) {}

  @Get('preferences')
  @Documented({ summary: 'What the person likes', type: PreferencesDto, secured: true })
  async preferences(@Person() { userId }: Principal): Promise<Preferences> {
    return await this.taste.preferences(userId);
  }

  @Put('preferences')
  @Documented({ summary: 'Replaces the preferences', type: PreferencesDto, secured: true })
  async putPreferences(@Person() { userId }: Principal, @Body() body: PreferencesDto): Promise<Preferences> {
    return await this.taste.putPreferences(userId, body);
  }

  @Delete('reasons/:movieId')
  @Documented({
    summary: 'This rated film does not speak for the person’s taste',
    type: PreferencesDto,
    secured: true,
    problems: [404],
  })
  async strike(
    @Person() { userId }: Principal,
    @Param('movieId', MovieIdPipe) movieId: number,
  ): Promise<Preferences> {
    return await this.taste.setReason(userId, movieId, false);
  }

  @Put('reasons/:movieId')
  @Documented({ summary: 'The film counts again', type: PreferencesDto, secured: true, problems: [404] })
  async unstrike(
    @Person() { userId }: Principal,
    @Param('movieId', MovieIdPipe) movieId: number,
  ): Promise<Preferences> {
    return await this.taste.setReason(userId, movieId, true);
  }

  @Get('hidden')
  @Documented({ summary: 'What the person does not want to see', type: HiddenListDto, secured: true })
  async hidden(@Person() { userId }: Principal): Promise<{ items: Hidden[] }> {
    return { items: await this.taste.hidden(userId) };
  }

  @Post('hidden')
  @Documented({
    summary: 'Not interested: in a film, a person or a genre',
    status: 201,
    type: HiddenDto,
    secured: true,
    problems: [404],
  })
  async hide(@Person() { userId }: Principal, @Body() body: HideDto): Promise<Hidden> {
    return await this.taste.hide(userId, body);
  }

  @Delete('hidden/:id')
  @HttpCode(204)
  @Documented({ summary: 'Shows it again', status: 204, secured: true, problems: [404] })
  async unhide(@Person() { userId }: Principal, @Param('id', UuidPipe) id: string): Promise<void> {
    await this.taste.unhide(userId, id);
  }

  @Get('watchlist')
  @Documented({
    summary: 'Films the person wants to see, newest first',
    type: WatchlistDto,
    secured: true,
  })
  async watchlist(@Person() { userId }: Principal): Promise<Watchlist> {
    return await this.taste.watchlist(userId);
  }

  @Put('watchlist/:movieId')
  @HttpCode(204)
  @Documented({ summary: 'Puts a film on the list', status: 204, secured: true, problems: [404] })
  async watch(
    @Person() { userId }: Principal,
    @Param('movieId', MovieIdPipe) movieId: number,
  ): Promise<void> {
    await this.taste.watch(userId, movieId);
  }

  @Delete('watchlist/:movieId')
  @HttpCode(204)
  @Documented({ summary: 'Takes a film off the list', status: 204, secured: true })
  async unwatch(
    @Person() { userId }: Principal,
    @Param('movieId', MovieIdPipe) movieId: number,
  ): Promise<void> {
    await this.taste.unwatch(userId, movieId);
  }
}
