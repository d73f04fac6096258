import { Module } from '@nestjs/common';
import { AuthController } from '#auth/auth.controller';
import { AuthService } from '#auth/auth.service';
import { Passwords } from '#auth/passwords';
import { SessionsService } from '#auth/sessions.service';

@Module({
  controllers: [AuthController],
  providers: [AuthService, Passwords, SessionsService],
  exports: [Passwords, SessionsService],
})
export class AuthModule {}
