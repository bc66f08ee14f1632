// The pages of a report besides the picture: an event, an article, the sources, what is new, what a text search finds.
import { say } from "../../say";
import type { ArticlePage, Change, Changes, EventPage, Found, Line, Mark, Moment, Part, Query, Snippet, SourcePage, Told } from "../../shapes";
import { asGrade } from "../../words";
import type { Actor, Claim, Data, Happening } from "../rows";
import { headOf, lineOf, saidOf } from "../slices";
import { fold, type Search, terms } from "./filter";

const GOOD = new Set(["confirmed", "corroborated"]);

export class Pages {
  private readonly byId: Map<string, number>;

  constructor(private readonly data: Data, private readonly lines: Line[]) {
    this.byId = new Map(data.events.map((event, at) => [event.id, at]));
  }

  event(id: string): EventPage | null {
    const event = this.data.events[this.byId.get(id) ?? -1];
    if (!event) return null;
    const said = event.claims.flatMap((at, position) => saidOf(this.data, at, position + 1) ?? []);
    const place = new Map(event.claims.map((at, position) => [at, position]));
    const within = (claims: number[]): number[] => claims.flatMap((at) => place.get(at) ?? []);
    return {
      line: lineOf(event, this.data), event, said,
      reasons: event.reasons.map((reason) => ({ ...reason, claims: within(reason.claims) })),
      figures: event.figures.map((figure) => ({ ...figure, claims: within(figure.claims) })),
      steps: [], moments: said.map((one, claim) => momentOf(one, claim)).sort(byTime), judgements: [], links: [], near: [], families: [],
    };
  }

  article(id: string): ArticlePage | null {
    const at = this.data.documents.findIndex((document) => document.id === id);
    const document = this.data.documents[at];
    if (!document) return null;
    const own = this.data.claims.flatMap((claim, index) => (claim.document === at ? [index] : []));
    const marks = own.flatMap((index, position): Mark[] => {
      const said = saidOf(this.data, index, position + 1);
      return said ? [{ said, event: this.data.events[this.data.claims[index]?.event ?? -1] ?? null, read: null }] : [];
    });
    return { head: headOf(document), text: document.text, doubts: [], marks, copies: [], others: this.sameStory(own, at), current: true, setAside: null, judgements: [] };
  }

  /** Articles that hold a claim of a story that is told here too: copies, which count once. */
  private sameStory(own: number[], at: number): ArticlePage["others"] {
    const stories = new Set(own.map((index) => this.data.claims[index]?.family));
    const others = new Set(this.data.claims.filter((claim) => claim.document !== at && stories.has(claim.family)).map((claim) => claim.document));
    return [...others].flatMap((other) => (this.data.documents[other] ? [headOf(this.data.documents[other])] : []));
  }

  sources(): Told[] {
    const told = new Map<number, { told: Told; events: Set<number> }>();
    for (const claim of this.data.claims) {
      const actor = this.data.actors[claim.actor ?? -1];
      if (!actor?.known || claim.actor === null) continue;
      const row = told.get(claim.actor) ?? { told: nobody(actor), events: new Set<number>() };
      told.set(claim.actor, row);
      this.credit(row.told, row.events, claim);
    }
    return [...told.values()].map((row) => row.told).sort((a, b) => b.events - a.events || a.name.localeCompare(b.name));
  }

  private credit(told: Told, events: Set<number>, claim: Claim): void {
    const event = this.data.events[claim.event];
    const day = this.data.documents[claim.document]?.published?.slice(0, 10) ?? null;
    if (day && (!told.first || day < told.first)) told.first = day;
    if (day && (!told.last || day > told.last)) told.last = day;
    if (!event || events.has(claim.event)) return;
    events.add(claim.event);
    told.events += 1;
    if (claim.weighs === "against" || claim.stance === "denies") told.denies += 1;
    else told[fate(event)] += 1;
  }

  source(id: string, { offset, limit }: Part): SourcePage | null {
    const source = this.sources().find((one) => one.id === id);
    if (!source) return null;
    const claims = this.data.claims.filter((claim) => this.data.actors[claim.actor ?? -1]?.name === id);
    const indices = [...new Set(claims.map((claim) => claim.event))].sort((a, b) => a - b);
    const events = indices.flatMap((at) => this.lines[at] ?? []);
    const counted = (values: string[]): { value: string; count: number }[] => {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    };
    return {
      source, by_ledger: counted(events.map((line) => line.ledger)),
      publishers: counted(claims.map((claim) => this.data.documents[claim.document]?.publisher ?? say("unknown.publisher"))),
      days: counted(events.flatMap((line) => line.day ?? [])).map(({ value, count }) => ({ day: value, count })),
      matched: events.length, events: events.slice(offset, offset + limit).map((line) => ({ ...line, fate: this.fateOf(line) })),
    };
  }

  private fateOf = (line: Line): string => fate(this.data.events[this.byId.get(line.id) ?? -1]);

  /** What was first published on or after a day, and what was told anew. What was withdrawn is known to the store only. */
  changes(since: string, kind: string, { offset, limit }: Part): Changes {
    const rows = this.lines.flatMap((line): Change[] => {
      const [first, last] = line.published;
      if (!first || !last || last < since) return [];
      const fresh = first >= since;
      return [{ when: last, kind: fresh ? "new" : "revised", what: line.headline, was: null, grade: line.grade, event: line.id, article: null }];
    }).sort((a, b) => (a.when < b.when ? 1 : -1));
    const counts = { new: 0, revised: 0, withdrawn: 0 } as Record<string, number>;
    for (const row of rows) counts[row.kind] = (counts[row.kind] ?? 0) + 1;
    const kept = kind ? rows.filter((row) => row.kind === kind) : rows;
    return { matched: kept.length, counts, rows: kept.slice(offset, offset + limit) };
  }

  find(search: Search, query: Query, passing: number[], { offset, limit }: Part): Found {
    const wanted = terms(query.q).wanted;
    const kept = wanted.length > 0 ? passing : [];
    const rows = kept.slice(offset, offset + limit).flatMap((at) => {
      const [line, claim] = [this.lines[at], this.data.claims[this.data.events[at]?.claims[0] ?? -1]];
      const text = claim ? (this.data.documents[claim.document]?.text.slice(claim.start, claim.end) ?? "") : "";
      return line ? [{ ...line, snippet: snippet(text, wanted) }] : [];
    });
    const found = search.articles(query.q);
    const articles = found.slice(offset, offset + limit).flatMap((at) => {
      const document = this.data.documents[at];
      const events = new Set(this.data.claims.filter((claim) => claim.document === at).map((claim) => claim.event)).size;
      return document ? [{ ...headOf(document), events, snippet: snippet(document.text, wanted) }] : [];
    });
    return { matched: kept.length, capped: false, rows, articles: { matched: found.length, rows: articles }, facets: null, notes: [] };
  }
}

const nobody = ({ name, kind, country, side, independent }: Actor): Told =>
  ({ id: name, name, kind, country, side, independent, events: 0, borne_out: 0, disputed: 0, withdrawn: 0, false: 0, unsettled: 0, denies: 0, first: null, last: null });

function fate(event: Happening | undefined): "borne_out" | "disputed" | "false" | "unsettled" {
  const grade = asGrade(event?.grade ?? null);
  if (GOOD.has(grade)) return "borne_out";
  return grade === "contested" ? "disputed" : grade === "refuted" ? "false" : "unsettled";
}

export function momentOf(said: { stance: string; weighs: string; article: { published: string | null } }, claim: number): Moment {
  const { published } = said.article;
  const kind = said.stance === "denies" || said.weighs === "against" ? "denial" : "claim";
  return { day: published?.slice(0, 10) ?? null, time: published && published.length > 10 ? published : null, claim, kind };
}

const byTime = (a: Moment, b: Moment): number => ((a.time ?? a.day ?? "") < (b.time ?? b.day ?? "") ? -1 : 1);

const SHOWN = 90;

/** The words around the first hit, cut into what was looked for and what was not. */
export function snippet(text: string, wanted: string[]): Snippet[] {
  const folded = fold(text);
  // Folding may change the length of a text; then offsets do not fit and the beginning is shown unmarked.
  const fits = folded.length === text.length;
  const spots = fits ? wanted.flatMap((term) => (folded.includes(term) ? [[folded.indexOf(term), term.length] as const] : [])).sort((a, b) => a[0] - b[0]) : [];
  const [first] = spots;
  const from = first ? Math.max(0, first[0] - SHOWN) : 0;
  const to = Math.min(text.length, (first ? first[0] + first[1] : 0) + 2 * SHOWN);
  const parts: Snippet[] = from > 0 ? [{ text: "… ", hit: false }] : [];
  let at = from;
  for (const [start, length] of spots.filter(([start, length]) => start >= from && start + length <= to)) {
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), hit: false }, { text: text.slice(start, start + length), hit: true });
    at = start + length;
  }
  return [...parts, { text: text.slice(at, to) + (to < text.length ? " …" : ""), hit: false }].filter((part) => part.text);
}
