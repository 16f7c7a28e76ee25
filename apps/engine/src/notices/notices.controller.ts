import { type AnswerOf, noticeRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Route } from '../platform/http/route.js';
import { Inbox } from './inbox.js';

@Controller()
export class NoticesController {
  constructor(private readonly inbox: Inbox) {}

  @Route(noticeRoutes.inbox)
  list(call: Call<typeof noticeRoutes.inbox>): Promise<AnswerOf<typeof noticeRoutes.inbox>> {
    return this.inbox.list(call.who.principal, call.lang, call.query);
  }

  @Route(noticeRoutes.read)
  async read(call: Call<typeof noticeRoutes.read>): Promise<AnswerOf<typeof noticeRoutes.read>> {
    return { read: await this.inbox.markRead(call.who.principal, call.body.notices) };
  }
}
