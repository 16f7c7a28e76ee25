import { type AnswerOf, peopleRoutes, postRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { officeDay } from '../units/office-day.js';
import { OrganisationChanges } from '../units/organisation-changes.js';
import { addPerson, changePerson, findPerson, issueCode, listPeople } from './people.js';
import { endPost, handOver, listPosts, makePost, postHistory, setDuties } from './posts.js';

type People = typeof peopleRoutes;
type Posts = typeof postRoutes;

/** People and posts: what administrators of a unit see to. */
@Controller()
export class PeopleController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: OrganisationChanges,
  ) {}

  @Route(peopleRoutes.list)
  async list(call: Call<People['list']>): Promise<AnswerOf<People['list']>> {
    const after = readCursor(call.query.cursor, ['string'])?.[0] as string | undefined;
    const people = await listPeople(this.database.pool, call.reach, call.query, after);
    return pageOf(
      people,
      call.query.limit,
      (person) => [person.login],
      (person) => person,
    );
  }

  @Route(peopleRoutes.get)
  async get(call: Call<People['get']>): Promise<AnswerOf<People['get']>> {
    const person = await findPerson(this.database.pool, call.reach, call.params.person);
    if (person === undefined) throw notFound('person');
    return person;
  }

  @Route(peopleRoutes.create)
  create(call: Call<People['create']>): Promise<AnswerOf<People['create']>> {
    return this.changes.carryOut(call, (sql, by) => addPerson(sql, by, call.body));
  }

  @Route(peopleRoutes.change)
  changeOne(call: Call<People['change']>): Promise<AnswerOf<People['change']>> {
    return this.changes.carryOut(call, (sql, by) => changePerson(sql, by, call.params.person, call.body));
  }

  @Route(peopleRoutes.reset)
  reset(call: Call<People['reset']>): Promise<AnswerOf<People['reset']>> {
    return this.changes.carryOut(call, (sql, by) => issueCode(sql, by, call.params.person, Date.now()));
  }

  @Route(postRoutes.list)
  async posts(call: Call<Posts['list']>): Promise<AnswerOf<Posts['list']>> {
    const after = readCursor(call.query.cursor, ['string'])?.[0] as string | undefined;
    const posts = await listPosts(this.database.pool, call.reach, call.query, officeDay(this.clock), after);
    return pageOf(
      posts,
      call.query.limit,
      (post) => [post.code],
      (post) => post,
    );
  }

  @Route(postRoutes.create)
  createPost(call: Call<Posts['create']>): Promise<AnswerOf<Posts['create']>> {
    return this.changes.carryOut(call, (sql, by) => makePost(sql, by, call.body));
  }

  @Route(postRoutes.duties)
  setDuties(call: Call<Posts['duties']>): Promise<AnswerOf<Posts['duties']>> {
    return this.changes.carryOut(call, (sql, by) => setDuties(sql, by, call.params.post, call.body.duties));
  }

  @Route(postRoutes.end)
  endPost(call: Call<Posts['end']>): Promise<AnswerOf<Posts['end']>> {
    return this.changes.carryOut(call, (sql, by) => endPost(sql, by, call.params.post, call.body.validTo));
  }

  @Route(postRoutes.handover)
  handOver(call: Call<Posts['handover']>): Promise<AnswerOf<Posts['handover']>> {
    return this.changes.carryOut(call, (sql, by) => handOver(sql, by, call.params.post, call.body));
  }

  @Route(postRoutes.history)
  async history(call: Call<Posts['history']>): Promise<AnswerOf<Posts['history']>> {
    const holders = await postHistory(this.database.pool, call.reach, call.params.post, officeDay(this.clock));
    if (holders === undefined) throw notFound('post');
    return { holders };
  }
}
