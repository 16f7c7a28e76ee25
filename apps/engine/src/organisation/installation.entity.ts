import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this database holds: set once, at the first start. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn('boolean', { default: true })
  single!: boolean;

  @Column('boolean')
  sample!: boolean;

  @Column('bigint')
  at!: number;
}
