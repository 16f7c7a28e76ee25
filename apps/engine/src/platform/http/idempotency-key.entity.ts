import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request that is carried out once, and its answer. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('text')
  personId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  request!: string;

  @Column('integer')
  status!: number;

  @Column('jsonb', { nullable: true })
  answer!: unknown;

  @Column('bigint')
  at!: number;
}
