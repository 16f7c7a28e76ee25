import { type AnswerOf, templateRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import { DesignReaders } from '../designs/design-readers.js';
import { rightsOf } from '../designs/design-rights.js';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { inWords, Templates } from './templates.js';

@Controller()
export class TemplatesController {
  constructor(
    private readonly templates: Templates,
    private readonly readers: DesignReaders,
  ) {}

  @Route(templateRoutes.list)
  list(call: Call<typeof templateRoutes.list>): Promise<AnswerOf<typeof templateRoutes.list>> {
    const rights = rightsOf(call.who);
    return this.templates.list(call.query, (values) => this.readers.launchable(rights, values));
  }

  @Route(templateRoutes.get)
  async get(call: Call<typeof templateRoutes.get>): Promise<AnswerOf<typeof templateRoutes.get>> {
    const template = await this.templates.get(call.params.hash);
    const mayRead = template !== undefined && (await this.readers.mayRead(call.params.hash, rightsOf(call.who)));
    if (!mayRead) throw notFound('template');
    void call.reply.header('cache-control', 'private, max-age=31536000, immutable');
    return template;
  }

  @Route(templateRoutes.check)
  async check(call: Call<typeof templateRoutes.check>): Promise<AnswerOf<typeof templateRoutes.check>> {
    return { findings: inWords((await this.templates.check(call.body)).findings, call.lang) };
  }

  @Route(templateRoutes.publish)
  async publish(call: Call<typeof templateRoutes.publish>): Promise<AnswerOf<typeof templateRoutes.publish>> {
    const { template, reason, document } = call.body;
    const { hash, warnings } = await this.templates.publish(template, call.who.principal.person, { reason, document });
    return { hash, warnings: inWords(warnings, call.lang) };
  }
}
