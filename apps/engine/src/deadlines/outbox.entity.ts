import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A message on its way out or to another run. */
@Entity('outbox')
export class OutboxEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  sender!: string;

  @Column('text')
  kind!: string;

  @Column('jsonb')
  payload!: unknown;

  @Column('bigint')
  madeAt!: number;

  @Column('integer', { default: 0 })
  tries!: number;

  @Column('bigint', { default: 0 })
  notBefore!: number;
}
