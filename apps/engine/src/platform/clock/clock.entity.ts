import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the stepped clock stands. */
@Entity('clock')
export class ClockEntity {
  @PrimaryColumn('boolean', { default: true })
  single!: boolean;

  @Column('bigint')
  now!: number;
}
