/** The closed lists of the ledger. Words for them are in `words/ledger.ts`; types derive from the lists. */

/** Where a problem came from (M08). */
export const problemSources = [
  'study',
  'research',
  'development',
  'public',
  'discipline',
  'political-check',
  'assessment',
  'audit',
  'life-meeting',
  'inspection',
  'petition',
  'other',
] as const;
export type ProblemSource = (typeof problemSources)[number];

/** How it came to light (M20). */
export const problemChannels = [
  'meeting',
  'visit',
  'questionnaire',
  'talk',
  'hotline',
  'letter-box',
  'online',
  'inspection',
  'self-check',
  'other',
] as const;
export type ProblemChannel = (typeof problemChannels)[number];

/** The six aspects (M31). */
export const problemAspects = ['theory', 'politics', 'ability', 'commitment', 'style', 'integrity'] as const;
export type ProblemAspect = (typeof problemAspects)[number];

/** One leading rectification and nine special ones, county-wide (M31); a campaign gives them their titles. */
export const problemThemes = [
  'leading',
  'special-1',
  'special-2',
  'special-3',
  'special-4',
  'special-5',
  'special-6',
  'special-7',
  'special-8',
  'special-9',
] as const;
export type ProblemTheme = (typeof problemThemes)[number];

/** How it is rectified (M11): at once, by a deadline, or as part of a special campaign. */
export const problemClasses = ['at-once', 'by-deadline', 'special-campaign'] as const;
export type ProblemClass = (typeof problemClasses)[number];

/** What became of a rule (M12). */
export const ruleActions = ['established', 'revised', 'abolished'] as const;
export type RuleAction = (typeof ruleActions)[number];
