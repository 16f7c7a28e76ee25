import { PersonEntity } from '../../access/person.entity.js';
import { PostEntity, PostHolderEntity, PostUnitEntity } from '../../access/post.entity.js';
import { ApiTokenEntity, ResetCodeEntity, SessionEntity, SignInFailureEntity } from '../../access/sign-in.entity.js';
import { CalendarEntity } from '../../calendars/calendar.entity.js';
import { CampaignEntity, CampaignTemplateEntity, CampaignUnitEntity } from '../../campaigns/campaign.entity.js';
import { DeadlineEntity } from '../../deadlines/deadline.entity.js';
import { OutboxEntity } from '../../deadlines/outbox.entity.js';
import {
  DesignAutosaveEntity,
  DesignDraftEntity,
  DesignEntity,
  DesignInvitationEntity,
  DesignLeaseEntity,
  DesignRecheckEntity,
  DesignUpdateEntity,
  DesignVarianceEntity,
  DesignVersionEntity,
} from '../../designs/design.entity.js';
import { EvidenceFileEntity } from '../../evidence/evidence-file.entity.js';
import { ProblemEntity, RuleEntity } from '../../ledger/problem.entity.js';
import { ProblemRungEntity } from '../../ledger/problem-rung.entity.js';
import { NoticeReadEntity } from '../../notices/notice-read.entity.js';
import { NoticeEntity } from '../../notices/notice.entity.js';
import { InstallationEntity } from '../../organisation/installation.entity.js';
import { ClockEntity } from '../clock/clock.entity.js';
import { IdempotencyKeyEntity } from '../http/idempotency-key.entity.js';
import { ProgressEntity } from '../progress/progress.entity.js';
import { EventEntity, PersonalValueEntity } from '../../record/event.entity.js';
import { ManifestEntity, ManifestHeadEntity } from '../../record/manifest.entity.js';
import { ActivityEntity } from '../../runs/activity.entity.js';
import { DraftEntity } from '../../runs/draft.entity.js';
import { ItemEntity } from '../../runs/item.entity.js';
import { RunEntity } from '../../runs/run.entity.js';
import { SuccessionEntity } from '../../successions/succession.entity.js';
import { TemplateEntity } from '../../templates/template.entity.js';
import { PlannedChangeEntity } from '../../units/planned-change.entity.js';
import { UnitGroupEntity, UnitGroupMemberEntity } from '../../units/unit-group.entity.js';
import { UnitChangeEntity, UnitSuccessorEntity } from '../../units/unit-history.entity.js';
import { UnitEntity } from '../../units/unit.entity.js';

/**
 * Entities of all slices: every table that a migration makes, column by column, for simple reads. Relations, indexes,
 * foreign keys and checks are left to the migrations; a scenario holds the columns against them.
 */
export const entities: (new () => object)[] = [
  ActivityEntity,
  ApiTokenEntity,
  CalendarEntity,
  CampaignEntity,
  CampaignTemplateEntity,
  CampaignUnitEntity,
  ClockEntity,
  DeadlineEntity,
  DesignAutosaveEntity,
  DesignDraftEntity,
  DesignEntity,
  DesignInvitationEntity,
  DesignLeaseEntity,
  DesignRecheckEntity,
  DesignUpdateEntity,
  DesignVarianceEntity,
  DesignVersionEntity,
  DraftEntity,
  EventEntity,
  EvidenceFileEntity,
  IdempotencyKeyEntity,
  InstallationEntity,
  ItemEntity,
  ManifestEntity,
  ManifestHeadEntity,
  NoticeEntity,
  NoticeReadEntity,
  OutboxEntity,
  PersonEntity,
  PersonalValueEntity,
  PlannedChangeEntity,
  PostEntity,
  PostHolderEntity,
  PostUnitEntity,
  ProblemEntity,
  ProblemRungEntity,
  ProgressEntity,
  ResetCodeEntity,
  RuleEntity,
  RunEntity,
  SessionEntity,
  SignInFailureEntity,
  SuccessionEntity,
  TemplateEntity,
  UnitChangeEntity,
  UnitEntity,
  UnitGroupEntity,
  UnitGroupMemberEntity,
  UnitSuccessorEntity,
];
