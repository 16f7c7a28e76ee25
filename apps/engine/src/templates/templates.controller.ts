import { type AnswerOf, templateRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { inWords, Templates } from './templates.js';

@Controller()
export class TemplatesController {
  constructor(private readonly templates: Templates) {}

  @Route(templateRoutes.list)
  list(call: Call<typeof templateRoutes.list>): Promise<AnswerOf<typeof templateRoutes.list>> {
    return this.templates.list(call.query);
  }

  @Route(templateRoutes.get)
  async get(call: Call<typeof templateRoutes.get>): Promise<AnswerOf<typeof templateRoutes.get>> {
    const template = await this.templates.get(call.params.hash);
    if (template === undefined) throw notFound('template');
    void call.reply.header('cache-control', 'private, max-age=31536000, immutable');
    return template;
  }

  @Route(templateRoutes.check)
  check(call: Call<typeof templateRoutes.check>): AnswerOf<typeof templateRoutes.check> {
    return { findings: inWords(this.templates.check(call.body).findings, call.lang) };
  }

  @Route(templateRoutes.publish)
  async publish(call: Call<typeof templateRoutes.publish>): Promise<AnswerOf<typeof templateRoutes.publish>> {
    const { template, reason, document } = call.body;
    const { hash, warnings } = await this.templates.publish(template, call.who.principal.person, { reason, document });
    return { hash, warnings: inWords(warnings, call.lang) };
  }
}
