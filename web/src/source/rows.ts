// What the page is given, as written by src/unfog/views/report_rows.py, and how it is unpacked.

export interface Place {
  id: string;
  name: string;
  region: string | null;
  country: string;
  latitude: number;
  longitude: number;
  precision: string;
  radius_km: number;
}

export interface Actor {
  name: string;
  kind: string;
  country: string | null;
  side: string | null;
  independent: boolean;
  known: boolean;
}

export interface Article {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  published_precision: string | null;
  published_from: string | null;
  url: string | null;
  text: string;
}

export interface Claim {
  id: string;
  event: number;
  document: number;
  family: number;
  start: number;
  end: number;
  event_type: string;
  source: string | null;
  via: string[];
  actor: number | null;
  stance: string;
  factuality: string;
  phase: string;
  time: string | null;
  verification: string | null;
  weighs: "for" | "against" | "";
}

export interface Reason {
  code: string;
  text: string;
  claims: number[];
}

export interface Range {
  measure: string;
  of: string | null;
  basis: string;
  side: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  claims: number[];
}

/** What an event is told with wherever it stands: what, when, where, how sure, by how many. */
export interface Outline {
  id: string;
  headline: string;
  event_type: string;
  ledger: string;
  phase: string;
  begin: string | null;
  end: string | null;
  time_precision: string | null;
  first: string | null;
  last: string | null;
  day: string | null;
  told: boolean;
  place: Place | null;
  grade: string | null;
  independent_for: number;
  independent_against: number;
}

export interface Happening extends Outline {
  initiator: string[];
  recipient: string[];
  items: string[];
  aid_stage: string | null;
  outcome: string | null;
  topic: string | null;
  reasons: Reason[];
  figures: Range[];
  sources_for: string[];
  sources_against: string[];
  claims: number[];
}

export interface LedgerRow {
  cells: string[];
  grade: string;
  events: number[];
  resolved_by: number[];
}

export interface Ledger {
  name: string;
  columns: string[];
  figures: number[];
  rows: LedgerRow[];
}

export interface Data {
  version: string;
  title: string;
  notes: string[];
  events: Happening[];
  claims: Claim[];
  documents: Article[];
  actors: Actor[];
  ledgers: Ledger[];
}

/** Layers of lines; each line is whole thousandths of a degree, every point the step from the one before. */
export interface Basemap {
  land: number[][][];
  lakes: number[][][];
  rivers: number[][];
  borders: number[][];
  disputed: number[][];
  regions: number[][];
  labels: [name: string, latitude: number, longitude: number, kind: string, rank: number][];
}

/** Unpack the gzip and base64 of a `<script type="text/plain">` in this page. */
export async function unpack<T>(id: string): Promise<T> {
  const text = document.getElementById(id)?.textContent ?? "";
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as T;
}
