// What is shown: the data, the filter, the view and the chosen event, kept in step with the address after the `#`.
import { computed, effect, signal } from "@preact/signals";
import type { Claim, Data, Happening } from "./data";
import { FACETS, type Facet, type Filter, keysOf, type Keys, NO_FILTER, refusals, Search } from "./filter";
import { isDrawn } from "./format";
import { LEDGERS } from "./words";

export interface Bounds { south: number; west: number; north: number; east: number }
export interface Spot { latitude: number; longitude: number; zoom: number }

const EMPTY: Data = { version: "", title: "", notes: [], events: [], claims: [], documents: [], actors: [], ledgers: [] };
export const data = signal<Data>(EMPTY);
export const filter = signal<Filter>(NO_FILTER);
export const view = signal("map");
export const chosen = signal("");
export const sorting = signal("newest");
export const followMap = signal(false);
export const bounds = signal<Bounds | null>(null);
export const spot = signal<Spot | null>(null);
export const VIEWS = ["map", "list", ...LEDGERS];
export const SORTS = ["newest", "oldest", "most sources"];

export const keys = computed<Keys[]>(() => data.value.events.map((event) => keysOf(event, data.value)));
const search = computed(() => new Search(data.value));
const found = computed(() => search.value.find(filter.value.query, filter.value.wholeArticles));
const refused = computed(() => keys.value.map((key, at) => refusals(filter.value, key, found.value(at))));

/** Indices of the events that pass the filter, in the order of the data (newest first, then what is to come, then undated). */
export const passing = computed(() => refused.value.flatMap((bits, at) => (bits === 0 ? [at] : [])));

export const passingSet = computed(() => new Set(passing.value));

/** Indices of the events that pass all of the filter but one facet: what that facet's choices are counted over. */
export function passingBut(facet: Facet): number[] {
  const own = 1 << FACETS.indexOf(facet);
  return refused.value.flatMap((bits, at) => ((bits & ~own) === 0 ? [at] : []));
}

/** What the list holds: the passing events, those in the map's frame only where the list follows the map, sorted. */
export const listed = computed(() => {
  const events = data.value.events;
  const frame = followMap.value ? bounds.value : null;
  const kept = frame ? passing.value.filter((at) => inside(events[at], frame)) : passing.value;
  const day = (at: number): string => keys.value[at]?.day || "9999-12-31";
  if (sorting.value === "oldest") return [...kept].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a - b));
  if (sorting.value !== "most sources") return kept;
  const weight = (at: number): number => (events[at]?.independent_for ?? 0) + (events[at]?.independent_against ?? 0);
  return [...kept].sort((a, b) => weight(b) - weight(a));
});

/** Claims by the document that they stand in. */
export const claimsOf = computed(() => {
  const own: Claim[][] = data.value.documents.map(() => []);
  for (const claim of data.value.claims) own[claim.document]?.push(claim);
  return own;
});

const byId = computed(() => new Map(data.value.events.map((event, at) => [event.id, at])));
export const chosenAt = computed(() => byId.value.get(chosen.value) ?? -1);
export const chosenEvent = computed<Happening | undefined>(() => data.value.events[chosenAt.value]);

function inside(event: Happening | undefined, frame: Bounds): boolean {
  const place = event?.place;
  if (!place || !isDrawn(place)) return false;
  const { latitude: y, longitude: x } = place;
  return y >= frame.south && y <= frame.north && x >= frame.west && x <= frame.east;
}

export function change(part: Partial<Filter>): void {
  filter.value = { ...filter.value, ...part };
}

export function toggle(facet: "grades" | "types" | "sides" | "sources" | "places", key: string): void {
  const has = filter.value[facet];
  change({ [facet]: has.includes(key) ? has.filter((one) => one !== key) : [...has, key] });
}

export function choose(at: number): void {
  chosen.value = data.value.events[at]?.id ?? "";
}

// --- the address ---------------------------------------------------------------------------------------------------

const LISTS = { g: "grades", t: "types", s: "sides", w: "sources", p: "places" } as const;
const TEXTS = { from: "from", to: "to", q: "query" } as const;

export function toHash(): string {
  const parts = new URLSearchParams();
  if (view.value !== "map") parts.set("v", view.value);
  for (const [short, name] of Object.entries(LISTS)) for (const key of filter.value[name]) parts.append(short, key);
  for (const [short, name] of Object.entries(TEXTS)) if (filter.value[name]) parts.set(short, filter.value[name]);
  if (filter.value.undated) parts.set("u", "1");
  if (filter.value.wholeArticles) parts.set("a", "1");
  if (sorting.value !== "newest") parts.set("o", sorting.value);
  if (followMap.value) parts.set("f", "1");
  const at = spot.value;
  if (at) parts.set("m", `${at.zoom}/${at.latitude.toFixed(3)}/${at.longitude.toFixed(3)}`);
  if (chosen.value) parts.set("e", chosen.value);
  return parts.toString();
}

const oneOf = (value: string | null, known: string[], otherwise: string): string => (value && known.includes(value) ? value : otherwise);
const day = (value: string | null): string => (value && /^\d{4}-\d\d-\d\d$/.test(value) ? value : "");

function readSpot(text: string | null): Spot | null {
  const [zoom = NaN, latitude = NaN, longitude = NaN] = (text ?? "").split("/").map(Number);
  const fits = zoom >= 1 && zoom <= 12 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 360;
  return fits ? { zoom, latitude, longitude } : null;
}

export function fromHash(hash: string): void {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const lists = Object.fromEntries(Object.entries(LISTS).map(([short, name]) => [name, parts.getAll(short)]));
  filter.value = {
    ...NO_FILTER, ...lists, from: day(parts.get("from")), to: day(parts.get("to")), query: parts.get("q") ?? "",
    undated: parts.get("u") === "1", wholeArticles: parts.get("a") === "1",
  };
  view.value = oneOf(parts.get("v"), VIEWS, "map");
  sorting.value = oneOf(parts.get("o"), SORTS, "newest");
  followMap.value = parts.get("f") === "1";
  spot.value = readSpot(parts.get("m"));
  chosen.value = parts.get("e") ?? "";
}

/** Keep state and address in step both ways. A newly chosen event makes an entry in the history, other changes do not. */
export function followAddress(): void {
  fromHash(location.hash);
  let last = chosen.peek();
  effect(() => {
    const hash = `#${toHash()}`;
    const opened = chosen.value !== last;
    last = chosen.value;
    if (hash === (location.hash || "#")) return;
    history[opened ? "pushState" : "replaceState"](null, "", hash);
  });
  addEventListener("popstate", () => {
    last = new URLSearchParams(location.hash.slice(1)).get("e") ?? "";
    fromHash(location.hash);
  });
}
