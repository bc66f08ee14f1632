// What the pages are given, whether the data are in the file (a report) or asked of `unfog serve`.
import type { Actor, Article, Claim, Happening, Outline, Range } from "./source/rows";
import type { Shares } from "./words";

export interface Local { begin: string; end: string | null; zone: string }

/** One event as a line of a list: what it is, when, where, how sure, by how many. */
export interface Line extends Outline {
  local: Local | null;
  contested: boolean;
  sides_for: string[];
  sides_against: string[];
  claims: number;
  articles: number;
  publishers: number;
  published: string[];
  reviewed: boolean;
}

/** A filter. Empty lists and texts mean "all". */
export interface Query {
  grade: string[];
  type: string[];
  ledger: string[];
  side: string[];
  source: string[];
  publisher: string[];
  place: string[];
  from: string;
  to: string;
  undated: boolean;
  q: string;
}

export interface Frame { south: number; west: number; north: number; east: number }
export interface Part { offset: number; limit: number }
export interface Lines { matched: number; rows: Line[] }

export interface Choice { key: string; name: string; count: number; group: string }
export const LISTED = ["grade", "type", "ledger", "side", "source", "publisher", "place"] as const;
export type Listed = (typeof LISTED)[number];
/** For each facet its choices, counted over the filter without that facet's own. */
export interface Facets { matched: number; of: Record<Listed, Choice[]> }

/** Events of a day by grade; `untold` are those of them whose time no text tells. */
export interface Bin { day: string; grades: Shares; untold: Shares }
export interface Timeline { bins: Bin[]; undated: number }

/** What is drawn at one spot: `event` where it is one alone, `places` how many places are in it, `frame` what it spans. */
export interface Group {
  latitude: number;
  longitude: number;
  count: number;
  grades: Shares;
  contested: number;
  places: number;
  place: string | null;
  name: string;
  precision: string;
  radius_km: number;
  event: string | null;
  frame: Frame | null;
}
/** `whole` is whether the points are all there are: then no other frame or zoom needs asking again. */
export interface Marks { points: Group[]; areas: Group[]; wide: number; placeless: number; extent: Frame | null; whole: boolean }

/** An article without its text. */
export type Head = Pick<Article, "id" | "title" | "publisher" | "published" | "published_from" | "url">;

/** What was read in a claim's words beside the claim's own fields. */
export interface Read {
  initiator: string[];
  recipient: string[];
  places: string[];
  numbers: { measure: string; low: number | null; high: number | null }[];
  items: string[];
  aid_stage: string | null;
  outcome: string | null;
  topic: string | null;
  cue: string | null;
}

/** A claim with all that a card tells of it. `before` and `after` are the words of the article around its `quote`. */
export interface Said extends Omit<Claim, "event" | "document" | "actor" | "weighs"> {
  number: number;
  weighs: string;
  article: Head;
  actor: Actor | null;
  quote: string;
  before: string;
  after: string;
}

export interface Reason { code: string; text: string; claims: number[] }

/** A day on which the grade changed, and by which claims. */
export interface Step { day: string | null; before: string | null; grade: string; claims: number[]; reasons: Reason[] }
/** A claim in time: what it does to what was said before. */
export interface Moment { day: string | null; time: string | null; claim: number; kind: string }
export interface Link { claim: number; other: number; kind: string; score: number }

/** One event with all that is known of it. Claims are named by their place in `said`. */
export interface EventPage {
  line: Line;
  event: Happening;
  said: Said[];
  reasons: Reason[];
  figures: Range[];
  steps: Step[];
  moments: Moment[];
  /** Why a story counts as a witness of its own or not; empty where nobody worked it out. */
  families: { family: number; independent: boolean; why: string }[];
  judgements: Judged[];
  links: Link[];
  /** Other events of its ledger at its place on its days. */
  near: Line[];
}

/** A claim as it stands in an article's text, with what each of its parts says. */
export interface Mark { said: Said; event: Happening | null; read: Read | null }
export interface Copied {
  head: Head;
  direction: "copy" | "origin";
  kind: string;
  score: number;
  shared: number[][];
  left_out: number[][];
  added: { start: number; end: number; text: string }[];
}
export interface ArticlePage { head: Head; text: string; doubts: string[]; marks: Mark[]; copies: Copied[]; others: Head[]; current: boolean; setAside: { who: string; why: string; when: string } | null; judgements: Judged[] }

/** A source and what became of what it said. */
export interface Told {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  side: string | null;
  independent: boolean;
  events: number;
  borne_out: number;
  disputed: number;
  withdrawn: number;
  false: number;
  unsettled: number;
  denies: number;
  first: string | null;
  last: string | null;
}
export interface Tallied { value: string; label?: string; count: number }
export interface SourcePage { source: Told; by_ledger: Tallied[]; publishers: Tallied[]; days: { day: string; count: number }[]; events: (Line & { fate?: string })[]; matched: number }

export interface LedgerRow { cells: string[]; grade: string; events: string[]; resolved_by: string[] }
export interface Bar { label: string; value: number; grades: Shares | null }
export interface LedgerPage { name: string; columns: string[]; figures: number[]; rows: LedgerRow[]; matched: number; title: string; bars: Bar[]; cut: boolean }

export const COMPARED = ["contradicted", "only_a", "only_b", "both"] as const;
export type Outcome = (typeof COMPARED)[number];
export interface Party { key: string; label: string; events: number; denies: number }
export type ComparedLine = Line & { a_says?: string; b_says?: string };
export interface Comparison {
  a: Party;
  b: Party;
  counts: Record<Outcome, number>;
  by_day: { day: string; a: number; b: number; both: number; contradicted: number }[];
  lists: Record<Outcome, ComparedLine[]>;
}

export interface Change { when: string; kind: string; what: string; was: string | null; grade: string | null; event: string | null; article: string | null }
export interface Changes { matched: number; counts: Record<string, number>; rows: Change[] }

export interface Snippet { text: string; hit: boolean }
export interface Found {
  matched: number;
  capped: boolean;
  rows: (Line & { snippet: Snippet[] })[];
  articles: { matched: number; rows: (Head & { events: number; snippet: Snippet[] })[] };
  facets: Facets | null;
  notes: string[];
}

export interface Judged {
  id: string;
  verdict: string;
  subjects: { quote: string | null }[];
  field: string | null;
  value: string | null;
  who: string;
  when: string;
  why: string;
  standing: boolean;
  event: string | null;
}

export interface About {
  title: string;
  version: string;
  notes: string[];
  events: number;
  claims: number;
  articles: number;
  days: [string, string] | null;
  today: string | null;
  zone: string | null;
  writable: boolean;
}
