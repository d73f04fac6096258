import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import {
  loginSchema,
  logoutSchema,
  refreshSchema,
  registerSchema,
  sessionSchema,
} from '@marquee/contract/account';
import type { Session } from '@marquee/contract/account';
import type { FastifyRequest } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { AuthService } from '#auth/auth.service';
import { MaybePerson, Public } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';

class RegisterDto extends createZodDto(registerSchema) {}
class LoginDto extends createZodDto(loginSchema) {}
class RefreshDto extends createZodDto(refreshSchema) {}
class LogoutDto extends createZodDto(logoutSchema) {}
class SessionDto extends createZodDto(sessionSchema) {}

const addressOf = (request: FastifyRequest): string => request.clientAddress ?? request.ip;

@Public()
@Controller('v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @Documented({ summary: 'Opens an account and logs in', status: 201, type: SessionDto, problems: [409] })
  async register(@Body() body: RegisterDto, @Req() request: FastifyRequest): Promise<Session> {
    return await this.auth.register(body, addressOf(request));
  }

  @Post('login')
  @HttpCode(200)
  @Documented({ summary: 'Logs in', type: SessionDto, problems: [401] })
  async login(@Body() body: LoginDto, @Req() request: FastifyRequest): Promise<Session> {
    return await this.auth.login(body, addressOf(request));
  }

  @Post('refresh')
  @HttpCode(200)
  @Documented({
    summary: 'Exchanges a refresh token, once, for a new pair',
    type: SessionDto,
    problems: [401],
  })
  async refresh(@Body() body: RefreshDto, @Req() request: FastifyRequest): Promise<Session> {
    return await this.auth.refresh(body.refreshToken, addressOf(request));
  }

  @Post('logout')
  @HttpCode(204)
  @Documented({ summary: 'Ends this session, or every session of the person', status: 204 })
  async logout(@Body() body: LogoutDto, @MaybePerson() principal: Principal | undefined): Promise<void> {
    await this.auth.logout(body, principal);
  }
}
