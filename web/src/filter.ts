// Which events a filter lets through. Pure: no page, no state.
import type { Data, Happening } from "./data";
import { isDrawn } from "./format";
import { GRADES, type Grade } from "./words";

/** Empty lists and texts mean "all". Places are keys as `placeKeys` gives them. */
export interface Filter {
  grades: string[];
  types: string[];
  sides: string[];
  sources: string[];
  places: string[];
  from: string;
  to: string;
  undated: boolean;
  query: string;
  wholeArticles: boolean;
}

export const NO_FILTER: Filter = {
  grades: [], types: [], sides: [], sources: [], places: [],
  from: "", to: "", undated: false, query: "", wholeArticles: false,
};

export const FACETS = ["grades", "types", "sides", "sources", "places", "dates", "query"] as const;
export type Facet = (typeof FACETS)[number];

/** What of an event is filtered by, worked out once. */
export interface Keys {
  grade: Grade;
  type: string;
  sides: string[];
  sources: string[];
  places: string[];
  first: string;
  last: string;
  day: string;
  told: boolean;
}

export const NO_SIDE = "none";
export const NOT_ON_MAP = { country: "x:country", none: "x:none" };

export function gradeOf(event: Happening): Grade {
  return (GRADES as readonly string[]).includes(event.grade ?? "") ? (event.grade as Grade) : "ungraded";
}

function placeKeys({ place }: Happening): string[] {
  if (!place) return [NOT_ON_MAP.none];
  const wide = [...(place.country ? [`c:${place.country}`] : []), ...(place.region ? [`r:${place.region}`] : [])];
  const own = place.precision === "country" ? [] : [`p:${place.id}`];
  return [...wide, ...own, ...(isDrawn(place) ? [] : [NOT_ON_MAP.country])];
}

export function keysOf(event: Happening, data: Data): Keys {
  const actors = event.claims.map((at) => data.claims[at]?.actor).map((at) => (at === null || at === undefined ? undefined : data.actors[at]));
  const known = actors.filter((actor) => actor?.known);
  return {
    grade: gradeOf(event),
    type: event.event_type,
    sides: [...new Set(actors.map((actor) => actor?.side ?? NO_SIDE))],
    sources: [...new Set(known.map((actor) => actor?.name ?? ""))],
    places: placeKeys(event),
    first: event.first ?? "",
    last: event.last ?? "",
    day: event.day ?? "",
    told: event.told,
  };
}

const meets = (wanted: string[], has: string[]): boolean => wanted.length === 0 || has.some((key) => wanted.includes(key));

function inDates(filter: Filter, keys: Keys): boolean {
  if (filter.undated) return !keys.first;
  if (!filter.from && !filter.to) return true;
  return keys.first !== "" && (!filter.to || keys.first <= filter.to) && (!filter.from || keys.last >= filter.from);
}

/** The facets that refuse an event, as bits in the order of `FACETS`; 0 lets it through. */
export function refusals(filter: Filter, keys: Keys, found: boolean): number {
  const passed = [
    meets(filter.grades, [keys.grade]), meets(filter.types, [keys.type]), meets(filter.sides, keys.sides),
    meets(filter.sources, keys.sources), meets(filter.places, keys.places), inDates(filter, keys), found,
  ];
  return passed.reduce((bits, ok, at) => (ok ? bits : bits | (1 << at)), 0);
}

/** Lower case, without accents: what is compared in a search. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words and "quoted phrases" of a query; all of them must be found. */
export function terms(query: string): string[] {
  return [...fold(query).matchAll(/"([^"]+)"|(\S+)/g)].map((m) => (m[1] ?? m[2] ?? "").trim()).filter(Boolean);
}

export class Search {
  private own: string[] = [];
  private readonly texts = new Map<number, string>();

  constructor(private readonly data: Data) {}

  /** For each event whether all terms stand in its own words, or in any one of its articles. */
  find(query: string, wholeArticles: boolean): (at: number) => boolean {
    const wanted = terms(query);
    if (wanted.length === 0) return () => true;
    if (this.own.length === 0) this.own = this.data.events.map((event) => fold(this.ownText(event)));
    const inArticle = wholeArticles ? this.data.documents.map((_, at) => wanted.every((term) => this.text(at).includes(term))) : [];
    return (at) => wanted.every((term) => this.own[at]?.includes(term)) || this.documentsOf(at).some((d) => inArticle[d]);
  }

  private documentsOf(at: number): number[] {
    return (this.data.events[at]?.claims ?? []).map((claim) => this.data.claims[claim]?.document ?? -1);
  }

  private text(at: number): string {
    const kept = this.texts.get(at);
    if (kept !== undefined) return kept;
    const document = this.data.documents[at];
    const folded = fold(`${document?.title ?? ""} ${document?.text ?? ""}`);
    this.texts.set(at, folded);
    return folded;
  }

  private ownText(event: Happening): string {
    const claims = event.claims.flatMap((at) => this.data.claims[at] ?? []);
    const said = claims.flatMap((claim) => {
      const document = this.data.documents[claim.document];
      return [document?.text.slice(claim.start, claim.end), claim.source, document?.publisher, ...claim.via];
    });
    const { place } = event;
    return [
      event.headline, event.event_type.replaceAll("_", " "), event.outcome, event.topic, place?.name, place?.region,
      ...event.initiator, ...event.recipient, ...event.items, ...said,
    ].join(" ");
  }
}
