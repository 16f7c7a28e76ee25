import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A post: a role held at a unit. */
@Entity('posts')
export class PostEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { unique: true })
  code!: string;

  @Column('text')
  unitId!: string;

  @Column('text')
  titleZh!: string;

  @Column('text', { nullable: true })
  titleEn!: string | null;

  @Column('text')
  role!: string;

  @Column('text')
  scope!: string;

  /** What the post stands for among the roles of templates; none: all of them. */
  @Column('text', { array: true, default: [] })
  duties!: string[];

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}

/** A unit named in the scope of a post. */
@Entity('post_units')
export class PostUnitEntity {
  @PrimaryColumn('text')
  postId!: string;

  @PrimaryColumn('text')
  unitId!: string;
}

/** Who holds a post, from day to day. */
@Entity('post_holders')
export class PostHolderEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  postId!: string;

  @Column('text')
  personId!: string;

  @Column('date')
  fromDate!: string;

  @Column('date', { nullable: true })
  toDate!: string | null;

  @Column('bigint')
  recordedAt!: number;

  @Column('text', { nullable: true })
  note!: string | null;
}
