// The data of a store, asked of `unfog serve` on this machine.
import { parameters, type Sorting } from "../route";
import { say } from "../say";
import {
  type ArticlePage, type Bar, type Bin, type Change, type Choice, type Comparison, type EventPage, type Facets, type Found, type Frame,
  LISTED, type Listed, type Marks, type Outcome, type Part, type Party, type Query, type SourcePage, type Told,
} from "../shapes";
import { country, plain, type Shares } from "../words";
import { type ArticleAnswer, articlePage, type EventAnswer, eventPage } from "./answers";
import { middle } from "./frames";
import { get, Missing } from "./http";
import type { Source } from "./source";
import { isArea } from "../format";

const MOST_POINTS = 3000;

interface Counted { value: string; label?: string | null; count: number }
interface FacetsAnswer { matched: number; facets: Record<string, Counted[]> }
interface MapPoint { latitude: number; longitude: number; count: number; grades: Shares; contested: number; places: number; place: string | null; name: string; precision: string; radius_km: number; event: string | null; bbox: [number, number, number, number] | null }
interface MapAnswer { unplaced: Record<string, number>; clustered: boolean; points: MapPoint[]; extent?: [number, number, number, number] | null }

export class Served implements Source {
  /** Sides as `/api/start` names them; types by their ledgers. */
  constructor(private readonly ledgerOf: Map<string, string>) {}

  async events(query: Query, sorting: Sorting, frame: Frame | null, part: Part): Promise<{ matched: number; rows: never[] }> {
    const asked = within(parameters(query), frame);
    asked.set("sort", sorting);
    const answer = await get<{ matched: number; events: never[] }>("/events", paged(asked, part));
    return { matched: answer.matched, rows: answer.events };
  }

  async facets(query: Query): Promise<Facets> {
    return this.facetsOf(await get<FacetsAnswer>("/facets", parameters(query)));
  }

  async timeline(query: Query): Promise<{ bins: Bin[]; undated: number }> {
    const asked = parameters(query);
    asked.set("unit", "day");
    const answer = await get<{ undated: number; bins: { day: string; grades: Shares; untold?: Shares }[] }>("/timeline", asked);
    return { undated: answer.undated, bins: answer.bins.map(({ day, grades, untold }) => ({ day, grades, untold: untold ?? {} })) };
  }

  async marks(query: Query, frame: Frame | null, zoom: number): Promise<Marks> {
    const asked = within(parameters(query), frame);
    asked.set("zoom", String(zoom));
    asked.set("limit", String(MOST_POINTS));
    const answer = await get<MapAnswer>("/map", asked);
    const groups = answer.points.map(({ bbox, ...point }) => ({ ...point, frame: bbox ? framed(bbox) : null }));
    return {
      points: groups.filter((one) => !isArea(one)), areas: groups.filter(isArea), wide: answer.unplaced["x:country"] ?? 0, placeless: answer.unplaced["x:none"] ?? 0,
      extent: answer.extent ? framed(answer.extent) : middle(groups), whole: frame === null && !answer.clustered,
    };
  }

  ledger: Source["ledger"] = async (name, query, part) => {
    interface Answer { name: string; columns: string[]; figures: number[]; rows: never[]; matched: number; cut: boolean; chart: { title: string; bars: { label: string; value: number; grades?: Shares }[] } | null }
    const answer = await get<Answer>(`/ledgers/${encodeURIComponent(name)}`, paged(parameters(query), part));
    const bars: Bar[] = (answer.chart?.bars ?? []).map(({ label, value, grades }) => ({ label, value, grades: grades ?? null }));
    return { ...answer, title: answer.chart?.title ?? "", bars };
  };

  event = async (id: string): Promise<EventPage | null> => orNull(get<EventAnswer>(`/event/${encodeURIComponent(id)}`).then(eventPage));
  article = async (id: string): Promise<ArticlePage | null> => orNull(get<ArticleAnswer>(`/article/${encodeURIComponent(id)}`).then(articlePage));
  sources = async (): Promise<Told[]> => (await get<{ sources: Told[] }>("/sources", new URLSearchParams({ limit: "200" }))).sources;

  source: Source["source"] = async (id, part) => {
    interface Answer { source: Told; by_ledger: Counted[]; timeline: SourcePage["days"]; publishers: Counted[]; events: { matched: number; events: SourcePage["events"] } }
    const answer = await orNull(get<Answer>(`/sources/${encodeURIComponent(id)}`, paged(new URLSearchParams(), part)));
    const named = (rows: Counted[]): SourcePage["publishers"] => rows.map(({ value, label, count }) => ({ value, label: label ?? value, count }));
    return answer && { source: answer.source, by_ledger: named(answer.by_ledger), publishers: named(answer.publishers), days: answer.timeline, matched: answer.events.matched, events: answer.events.events };
  };

  async parties(): Promise<Choice[]> {
    const { choices } = await get<{ choices: Record<"sides" | "publishers" | "sources", Counted[]> }>("/compare");
    const name = (row: Counted, kind: string): string => (kind === "side" ? country(row.value) : (row.label ?? row.value));
    const of = (rows: Counted[], kind: string): Choice[] => rows.filter((row) => row.value !== "none").map((row) => ({ key: `${kind}:${row.value}`, name: name(row, kind), count: row.count, group: kind }));
    return [...of(choices.sides ?? [], "side"), ...of(choices.publishers ?? [], "publisher"), ...of(choices.sources ?? [], "source")];
  }

  compare: Source["compare"] = async (a, b, query, part) => {
    interface Answer extends Record<Outcome, number> { a: Party; b: Party; by_day: Comparison["by_day"]; lists: Comparison["lists"] }
    const asked = paged(parameters(query), part);
    asked.set("a", a);
    asked.set("b", b);
    const answer = await get<Answer>("/compare", asked);
    const { both, only_a, only_b, contradicted } = answer;
    const named = (party: Party): Party => ({ ...party, label: party.key.startsWith("side:") ? country(party.key.slice(5)) : party.label });
    return { a: named(answer.a), b: named(answer.b), counts: { both, only_a, only_b, contradicted }, by_day: answer.by_day, lists: answer.lists };
  };

  changes: Source["changes"] = async (since, kind, part) => {
    interface Answer { matched: number; new: number; revised: number; withdrawn: number; changes: Change[] }
    const asked = paged(new URLSearchParams({ since }), part);
    if (kind) asked.set("kind", kind);
    const answer = await get<Answer>("/changes", asked);
    return { matched: answer.matched, counts: { new: answer.new, revised: answer.revised, withdrawn: answer.withdrawn }, rows: answer.changes };
  };

  async find(query: Query, part: Part): Promise<Found> {
    interface Answer { matched: number; capped: boolean; events: Found["rows"]; articles: Found["articles"]; facets: Record<string, Counted[]>; notes: string[] }
    const answer = await get<Answer>("/search", paged(parameters(query), part));
    return {
      matched: answer.matched, capped: answer.capped, rows: answer.events,
      articles: answer.articles, facets: this.facetsOf({ matched: answer.matched, facets: answer.facets }), notes: answer.notes,
    };
  }

  file(name: string, query: Query): string {
    const asked = parameters(query).toString();
    return `/api/export/${name}${asked ? `?${asked}` : ""}`;
  }

  private facetsOf(answer: FacetsAnswer): Facets {
    const of = Object.fromEntries(LISTED.map((facet) => [facet, (answer.facets[facet] ?? []).map((row) => this.choice(facet, row))])) as Record<Listed, Choice[]>;
    return { matched: answer.matched, of };
  }

  private choice(facet: Listed, { value, label, count }: Counted): Choice {
    if (facet === "type") return { key: value, name: plain(value), count, group: this.ledgerOf.get(value) ?? "" };
    if (facet === "side") return { key: value, name: country(value), count, group: "" };
    if (facet !== "place") return { key: value, name: label ?? value, count, group: "" };
    const [kind = "", ...rest] = value.split(":");
    const name = kind === "x" ? say(rest[0] === "none" ? "tray.none" : "tray.wide") : kind === "c" ? country(rest.join(":")) : (label ?? rest.join(":"));
    return { key: value, name, count, group: kind };
  }
}

const framed = ([west, south, east, north]: [number, number, number, number]): Frame => ({ west, south, east, north });

function within(asked: URLSearchParams, frame: Frame | null): URLSearchParams {
  if (frame) asked.set("bbox", [frame.west, frame.south, frame.east, frame.north].map((at) => at.toFixed(3)).join());
  return asked;
}

function paged(asked: URLSearchParams, { offset, limit }: Part): URLSearchParams {
  if (offset) asked.set("offset", String(offset));
  asked.set("limit", String(limit));
  return asked;
}

/** What is not there is an answer, not an error. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Missing) return null;
    throw error;
  }
}
