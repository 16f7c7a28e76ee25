import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

/** A recorded event. Inserted by `commit_runs`, `launch_runs` and `appendEvents` only; `xid` has no type in TypeORM. */
@Entity('events')
export class EventEntity {
  @Column('bigint')
  @Generated('increment')
  position!: number;

  @PrimaryColumn('text')
  streamKind!: string;

  @PrimaryColumn('text')
  streamId!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('text', { nullable: true })
  campaignId!: string | null;

  @Column('bigint')
  at!: number;

  @Column('text')
  type!: string;

  @Column('text')
  body!: string;

  @Column('bytea')
  hash!: Buffer;
}

/** A personal value that events hold the hash of. */
@Entity('personal_values')
export class PersonalValueEntity {
  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  salt!: string;

  @Column('jsonb')
  value!: unknown;
}
