// Which events a filter lets through. Pure: no page, no state.
import { isDrawn } from "../../format";
import { LISTED, type Query } from "../../shapes";
import { asGrade, type Grade } from "../../words";
import type { Data, Happening } from "../rows";

export const FACETS = [...LISTED, "dates", "text"] as const;
export type Facet = (typeof FACETS)[number];

/** What of an event is filtered by, worked out once. */
export interface Keys {
  grade: Grade;
  type: string;
  ledger: string;
  sides: string[];
  sources: string[];
  publishers: string[];
  places: string[];
  first: string;
  last: string;
  day: string;
  told: boolean;
}

export const NO_SIDE = "none";
export const NOT_ON_MAP = { country: "x:country", none: "x:none" };

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
    grade: asGrade(event.grade),
    type: event.event_type,
    ledger: event.ledger,
    sides: [...new Set(actors.map((actor) => actor?.side ?? NO_SIDE))],
    sources: [...new Set(known.map((actor) => actor?.name ?? ""))],
    publishers: [...new Set(event.claims.flatMap((at) => data.documents[data.claims[at]?.document ?? -1]?.publisher ?? []))],
    places: placeKeys(event),
    first: event.first ?? "",
    last: event.last ?? "",
    day: event.day ?? "",
    told: event.told,
  };
}

const meets = (wanted: string[], has: string[]): boolean => wanted.length === 0 || has.some((key) => wanted.includes(key));

function inDates(filter: Query, keys: Keys): boolean {
  if (filter.undated) return !keys.first;
  if (!filter.from && !filter.to) return true;
  return keys.first !== "" && (!filter.to || keys.first <= filter.to) && (!filter.from || keys.last >= filter.from);
}

/** The facets that refuse an event, as bits in the order of `FACETS`; 0 lets it through. */
export function refusals(filter: Query, keys: Keys, found: boolean): number {
  const passed = [
    meets(filter.grade, [keys.grade]), meets(filter.type, [keys.type]), meets(filter.ledger, [keys.ledger]), meets(filter.side, keys.sides),
    meets(filter.source, keys.sources), meets(filter.publisher, keys.publishers), meets(filter.place, keys.places), inDates(filter, keys), found,
  ];
  return passed.reduce((bits, ok, at) => (ok ? bits : bits | (1 << at)), 0);
}

/** Lower case, without accents: what is compared in a search. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

interface Terms { wanted: string[]; unwanted: string[] }

/** The words, "quoted phrases" and -unwanted words of a query; all of the first must be found, none of the last. */
export function terms(query: string): Terms {
  const found = [...fold(query).matchAll(/(-?)(?:"([^"]+)"|(\S+))/g)].map(([, minus, phrase, single]) => ({ minus, text: (phrase ?? single ?? "").replace(/\*$/, "").trim() }));
  const those = (minus: string): string[] => found.filter((term) => term.minus === minus && term.text).map((term) => term.text);
  return { wanted: those(""), unwanted: those("-") };
}

const holds = (text: string, { wanted, unwanted }: Terms): boolean => wanted.every((term) => text.includes(term)) && !unwanted.some((term) => text.includes(term));

export class Search {
  private own: string[] = [];
  private texts: string[] = [];

  constructor(private readonly data: Data) {}

  /** For each event whether all terms stand in its own words: headline, quotes, sources, places. */
  find(query: string): (at: number) => boolean {
    const asked = terms(query);
    if (asked.wanted.length + asked.unwanted.length === 0) return () => true;
    if (this.own.length === 0) this.own = this.data.events.map((event) => fold(this.ownText(event)));
    return (at) => holds(this.own[at] ?? "", asked);
  }

  /** The articles in which all terms stand. */
  articles(query: string): number[] {
    const asked = terms(query);
    if (asked.wanted.length === 0) return [];
    if (this.texts.length === 0) this.texts = this.data.documents.map((one) => fold(`${one.title ?? ""} ${one.text}`));
    return this.texts.flatMap((text, at) => (holds(text, asked) ? [at] : []));
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
