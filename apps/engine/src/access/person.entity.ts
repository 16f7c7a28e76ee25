import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person and how they sign in. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { unique: true })
  login!: string;

  @Column('text')
  nameZh!: string;

  @Column('text', { nullable: true })
  nameEn!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text')
  unitId!: string;

  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('boolean', { default: false })
  mustChangePassword!: boolean;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;
}
