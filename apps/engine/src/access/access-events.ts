/** What the record keeps about access: who signed in, was given what, lost what. Ids only – no names, no secrets. */
export type AccessEvent =
  | { type: 'SetUp'; unit: string; person: string }
  | { type: 'SignedIn'; person: string; session: string }
  | { type: 'SignInFailed'; person: string | null }
  | { type: 'SignedOut'; person: string; session: string }
  | { type: 'PasswordChanged'; person: string }
  | { type: 'ResetIssued'; person: string }
  | { type: 'PersonAdded'; person: string; unit: string }
  | { type: 'PersonChanged'; person: string; unit: string; active: boolean }
  | {
      type: 'PostMade';
      post: string;
      unit: string;
      role: string;
      scope: string;
      named: string[];
      holder: string | null;
      /** Missing in what was recorded before posts had any. */
      duties?: string[];
    }
  | { type: 'PostDutiesSet'; post: string; duties: string[] }
  | { type: 'PostEnded'; post: string; validTo: string }
  | { type: 'PostHandedOver'; post: string; to: string | null; from: string }
  | { type: 'TokenMade'; token: string; person: string; permissions: string[]; expiresAt: number }
  | { type: 'TokenRevoked'; token: string; person: string }
  | { type: 'OrganisationImported'; units: number; people: number; posts: number; files: string[] }
  | { type: 'CalendarImported'; calendar: string; years: string[]; file: string }
  | { type: 'UnitsChanged'; kind: string; units: string[]; effective: string }
  /** Announced for a day to come; and what became of it where it was not carried out. */
  | { type: 'UnitChangePlanned'; change: string; kind: string; units: string[]; effective: string }
  | { type: 'UnitChangeCancelled'; change: string }
  | { type: 'UnitChangeFailed'; change: string; code: string };
