// Where in the application one is, kept in step with the address: of the page where a server answers, after `#` in a report.
import { batch, computed, effect, signal } from "@preact/signals";
import { type Frame, LISTED, type Query } from "./shapes";

export const PAGES = ["picture", "ledgers", "search", "sources", "compare", "changes", "review", "add", "event", "article", "judgements", "about"] as const;
export type Page = (typeof PAGES)[number];

export interface Spot { latitude: number; longitude: number; zoom: number }

export const NO_QUERY: Query = { grade: [], type: [], ledger: [], side: [], source: [], publisher: [], place: [], from: "", to: "", undated: false, q: "" };
export const SORTS = ["newest", "oldest", "sources", "doubt"] as const;
export type Sorting = (typeof SORTS)[number];

/** Whether there is a server: a report keeps its route after `#`. */
export const served = signal(false);
export const page = signal<Page>("picture");
export const id = signal("");
export const query = signal<Query>(NO_QUERY);
export const chosen = signal("");
export const sorting = signal<Sorting>("newest");
export const followMap = signal(false);
export const bounds = signal<Frame | null>(null);
export const spot = signal<Spot | null>(null);
/** What only one page knows of: `since`, `a`, `b`, `kind`, `claim`, `list`. */
export const extra = signal<Record<string, string>>({});
export const lost = signal(false);

const OWN = ["since", "a", "b", "kind", "claim", "list", "order", "words"];
const FILTERED: Page[] = ["picture", "ledgers", "search", "compare", "review"];

export function change(part: Partial<Query>): void {
  query.value = { ...query.value, ...part };
}

export function toggle(facet: (typeof LISTED)[number], key: string): void {
  const has = query.value[facet];
  change({ [facet]: has.includes(key) ? has.filter((one) => one !== key) : [...has, key] });
}

export const setExtra = (part: Record<string, string>): void => void (extra.value = { ...extra.value, ...part });

export const filtering = computed(() => JSON.stringify(query.value) !== JSON.stringify(NO_QUERY));

/** A filter as parameters of an address, the same in pages, in their JSON twins and in exports. */
export function parameters(of: Query): URLSearchParams {
  const parts = new URLSearchParams();
  for (const name of LISTED) for (const key of of[name]) parts.append(name, key);
  if (of.from) parts.set("from", of.from);
  if (of.to) parts.set("to", of.to);
  if (of.undated) parts.set("undated", "1");
  if (of.q) parts.set("q", of.q);
  return parts;
}

/** The address of a page; those that show a filter keep the one that is set. */
export function hrefOf(to: Page, of = "", own: Record<string, string> = {}): string {
  const parts = FILTERED.includes(to) ? parameters(query.value) : new URLSearchParams();
  for (const [name, value] of Object.entries(own)) if (value) parts.set(name, value);
  return written(to, of, parts);
}

function written(to: Page, of: string, parts: URLSearchParams): string {
  const path = `/${to === "picture" ? "" : to}${of ? `/${encodeURIComponent(of)}` : ""}`;
  const text = parts.toString();
  return `${served.value ? "" : "#"}${path}${text ? `?${text}` : ""}`;
}

function here(): string {
  const parts = FILTERED.includes(page.value) ? parameters(query.value) : new URLSearchParams();
  for (const name of OWN) if (extra.value[name]) parts.set(name, extra.value[name] ?? "");
  if (page.value === "picture" || page.value === "ledgers") {
    if (sorting.value !== "newest") parts.set("sort", sorting.value);
    if (followMap.value) parts.set("follow", "1");
    const at = spot.value;
    if (at && page.value === "picture") parts.set("map", `${at.zoom}/${at.latitude.toFixed(3)}/${at.longitude.toFixed(3)}`);
    if (chosen.value) parts.set("event", chosen.value);
  }
  return written(page.value, id.value, parts);
}

const oneOf = <T extends string>(value: string | null, known: readonly T[], otherwise: T): T => (known.includes(value as T) ? (value as T) : otherwise);
const day = (value: string | null): string => (value && /^\d{4}-\d\d-\d\d$/.test(value) ? value : "");

function readSpot(text: string | null): Spot | null {
  const [zoom = NaN, latitude = NaN, longitude = NaN] = (text ?? "").split("/").map(Number);
  const fits = zoom >= 1 && zoom <= 12 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 360;
  return fits ? { zoom, latitude, longitude } : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function read(address: string): void {
  const [path = "", text = ""] = address.split(/\?(.*)/s);
  const [, first = "", second = ""] = path.split("/");
  const parts = new URLSearchParams(text);
  const lists = Object.fromEntries(LISTED.map((name) => [name, parts.getAll(name)])) as Pick<Query, (typeof LISTED)[number]>;
  batch(() => {
    page.value = oneOf(first, PAGES, "picture");
    lost.value = first !== "" && !(PAGES as readonly string[]).includes(first);
    id.value = decoded(second);
    if (FILTERED.includes(page.value)) query.value = { ...lists, from: day(parts.get("from")), to: day(parts.get("to")), undated: parts.get("undated") === "1", q: parts.get("q") ?? "" };
    sorting.value = oneOf(parts.get("sort"), SORTS, "newest");
    followMap.value = parts.get("follow") === "1";
    if (page.value === "picture") spot.value = readSpot(parts.get("map"));
    chosen.value = parts.get("event") ?? "";
    extra.value = Object.fromEntries(OWN.flatMap((name) => (parts.get(name) ? [[name, parts.get(name) ?? ""]] : [])));
  });
}

const inAddress = (): string => (served.value ? `${location.pathname}${location.search}` : location.hash.slice(1));
const step = (): string => `${page.value}/${id.value}/${chosen.value}`;

export function go(href: string): void {
  history.pushState(null, "", href);
  read(inAddress());
  scrollTo(0, 0);
}

/** Keep state and address in step both ways. Another page or event makes an entry in the history, other changes do not. */
export function followAddress(): void {
  read(inAddress());
  let last = step();
  effect(() => {
    const address = here();
    const moved = step() !== last;
    last = step();
    const now = served.value ? `${location.pathname}${location.search}` : location.hash || "#/";
    if (address !== now) history[moved ? "pushState" : "replaceState"](null, "", address);
  });
  const follow = (): void => {
    read(inAddress());
    last = step();
  };
  addEventListener("popstate", follow);
  document.addEventListener("click", onLink);
}

/** A link to a page of the application is followed without loading it anew. */
function onLink(clicked: MouseEvent): void {
  const link = clicked.target instanceof Element ? clicked.target.closest("a") : null;
  const away = clicked.button !== 0 || clicked.metaKey || clicked.ctrlKey || clicked.shiftKey || clicked.altKey || clicked.defaultPrevented;
  const href = link?.getAttribute("href") ?? "";
  if (!link || away || link.target || link.hasAttribute("download")) return;
  if (!href.startsWith(served.value ? "/" : "#/") || href.startsWith("/api/")) return;
  clicked.preventDefault();
  go(href);
}
