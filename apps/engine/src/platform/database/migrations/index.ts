/** Every migration, oldest first. Only ever added to. */
import { Organisation1763699999000 } from './1763699999000-organisation.js';
import { Record1763700000000 } from './1763700000000-record.js';
import { Runs1763700000100 } from './1763700000100-runs.js';
import { Clock1763700000200 } from './1763700000200-clock.js';
import { Launch1763700000300 } from './1763700000300-launch.js';
import { Manifests1763700001000 } from './1763700001000-manifests.js';
import { Ledger1763700001100 } from './1763700001100-ledger.js';
import { EvidenceFiles1763700001200 } from './1763700001200-evidence-files.js';
import { Designs1763700002000 } from './1763700002000-designs.js';
import { Successions1763700002100 } from './1763700002100-successions.js';
import { CampaignTemplates1763700002200 } from './1763700002200-campaign-templates.js';
import { DesignReminders1763700002300 } from './1763700002300-design-reminders.js';
import { Calendars1763700002300 } from './1763700002300-calendars.js';
import { LaterTemplates1763700002400 } from './1763700002400-later-templates.js';
import { AnnouncedChanges1763700002500 } from './1763700002500-announced-changes.js';
import { ProblemRungs1763700003000 } from './1763700003000-problem-rungs.js';
import { PostDuties1763700003100 } from './1763700003100-post-duties.js';
import { DesignRechecks1763700003200 } from './1763700003200-design-rechecks.js';
import { RestartedRuns1763800200000 } from './1763800200000-restarted-runs.js';
import { ActivityShares1763800200100 } from './1763800200100-activity-shares.js';
import { ScopeGroups1763800200200 } from './1763800200200-scope-groups.js';
import { NoticeReads1763800300000 } from './1763800300000-notice-reads.js';
import { LapsedVariances1763800400000 } from './1763800400000-lapsed-variances.js';
import { SeenAnswers1763800500000 } from './1763800500000-seen-answers.js';
import { OpenDecisions1763800600000 } from './1763800600000-open-decisions.js';
import { OriginalDue1763800700000 } from './1763800700000-original-due.js';
import { ItemLateness1763800900000 } from './1763800900000-item-lateness.js';
import { DesignInvitations1763900300000 } from './1763900300000-design-invitations.js';

export const migrations = [
  Organisation1763699999000,
  Record1763700000000,
  Runs1763700000100,
  Clock1763700000200,
  Launch1763700000300,
  Manifests1763700001000,
  Ledger1763700001100,
  EvidenceFiles1763700001200,
  Designs1763700002000,
  Successions1763700002100,
  CampaignTemplates1763700002200,
  Calendars1763700002300,
  DesignReminders1763700002300,
  LaterTemplates1763700002400,
  AnnouncedChanges1763700002500,
  ProblemRungs1763700003000,
  PostDuties1763700003100,
  DesignRechecks1763700003200,
  RestartedRuns1763800200000,
  ActivityShares1763800200100,
  ScopeGroups1763800200200,
  NoticeReads1763800300000,
  LapsedVariances1763800400000,
  SeenAnswers1763800500000,
  OpenDecisions1763800600000,
  OriginalDue1763800700000,
  ItemLateness1763800900000,
  DesignInvitations1763900300000,
];
