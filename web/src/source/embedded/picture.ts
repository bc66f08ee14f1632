// The data of a report: all of it is in the file, and what the picture asks for is worked out here.
import { isArea, isDrawn, isPoint } from "../../format";
import type { Sorting } from "../../route";
import { say } from "../../say";
import type { About, Choice, Facets, Frame, Group, Line, Lines, Listed, Marks, Part, Query, Timeline } from "../../shapes";
import { LISTED } from "../../shapes";
import { country, LEDGERS, plain, type Shares } from "../../words";
import { Comparing } from "./compare";
import { ledgerPage } from "./ledgers";
import { Pages } from "./pages";
import { FACETS, type Facet, keysOf, type Keys, NOT_ON_MAP, refusals, Search } from "./filter";
import { middle } from "../frames";
import type { Data, Happening, Place } from "../rows";
import { lineOf } from "../slices";
import type { Source } from "../source";

type Names = Map<string, [name: string, group: string]>;

export class Embedded implements Source {
  readonly lines: Line[];
  private readonly keys: Keys[];
  private readonly search: Search;
  private readonly pages: Pages;
  private readonly comparing: Comparing;
  private asked = "";
  private refused: number[] = [];

  constructor(private readonly data: Data) {
    this.keys = data.events.map((event) => keysOf(event, data));
    this.lines = data.events.map((event) => lineOf(event, data));
    this.search = new Search(data);
    this.pages = new Pages(data, this.lines);
    this.comparing = new Comparing(data, this.lines);
  }

  about(): About {
    const { data } = this;
    const days = this.keys.map((key) => key.day).filter(Boolean).sort();
    return {
      title: data.title, version: data.version, notes: data.notes, events: data.events.length, claims: data.claims.length, articles: data.documents.length,
      days: days[0] ? [days[0], days.at(-1)!] : null, today: null, zone: null, writable: false,
    };
  }

  events(query: Query, sorting: Sorting, frame: Frame | null, { offset, limit }: Part): Lines {
    const passing = this.passing(query);
    const kept = frame ? passing.filter((at) => inside(this.lines[at], frame)) : passing;
    return { matched: kept.length, rows: this.sorted(kept, sorting).slice(offset, offset + limit).flatMap((at) => this.lines[at] ?? []) };
  }

  facets(query: Query): Facets {
    const of = Object.fromEntries(LISTED.map((facet) => [facet, this.choices(facet, this.passingBut(query, facet))])) as Record<Listed, Choice[]>;
    return { matched: this.passing(query).length, of };
  }

  timeline(query: Query): Timeline {
    const bins = new Map<string, { grades: Shares; untold: Shares }>();
    let undated = 0;
    for (const at of this.passingBut(query, "dates")) {
      const key = this.keys[at]!;
      if (!key.day) undated += 1;
      else {
        const bin = bins.get(key.day) ?? { grades: {}, untold: {} };
        bin.grades[key.grade] = (bin.grades[key.grade] ?? 0) + 1;
        if (!key.told) bin.untold[key.grade] = (bin.untold[key.grade] ?? 0) + 1;
        bins.set(key.day, bin);
      }
    }
    return { bins: [...bins].map(([day, bin]) => ({ day, ...bin })).sort((a, b) => (a.day < b.day ? -1 : 1)), undated };
  }

  marks(query: Query): Marks {
    const passing = this.passing(query);
    const points = this.groups(passing, isPoint);
    const anywhere = this.passingBut(query, "place").map((at) => this.lines[at]?.place ?? null);
    return {
      points, areas: this.groups(passing, isArea), wide: anywhere.filter((place) => place && !isDrawn(place)).length,
      placeless: anywhere.filter((place) => !place).length, extent: middle(points), whole: true,
    };
  }

  ledger: Source["ledger"] = (name, query, part) => ledgerPage(this.data, name, new Set(this.passing(query)), part);
  event: Source["event"] = (id) => this.pages.event(id);
  article: Source["article"] = (id) => this.pages.article(id);
  sources: Source["sources"] = () => this.pages.sources();
  source: Source["source"] = (id, part) => this.pages.source(id, part);
  parties: Source["parties"] = () => this.comparing.parties();
  compare: Source["compare"] = (a, b, query, part) => this.comparing.compare(a, b, this.passing(query), part);
  changes: Source["changes"] = (since, kind, part) => this.pages.changes(since, kind, part);
  find: Source["find"] = (query, part) => this.pages.find(this.search, query, this.passing(query), part);
  file: Source["file"] = () => null;

  /** The whole rows of what passes, for the files that the page makes. */
  happenings = (query: Query): Happening[] => this.passing(query).flatMap((at) => this.data.events[at] ?? []);
  links = (event: Happening): string[] => event.claims.map((at) => this.data.documents[this.data.claims[at]?.document ?? -1]?.url ?? "");

  private passing(query: Query): number[] {
    return this.refusals(query).flatMap((bits, at) => (bits === 0 ? [at] : []));
  }

  private passingBut(query: Query, facet: Facet): number[] {
    const own = 1 << FACETS.indexOf(facet);
    return this.refusals(query).flatMap((bits, at) => ((bits & ~own) === 0 ? [at] : []));
  }

  private refusals(query: Query): number[] {
    const now = JSON.stringify(query);
    if (now === this.asked) return this.refused;
    const found = this.search.find(query.q);
    this.refused = this.keys.map((key, at) => refusals(query, key, found(at)));
    this.asked = now;
    return this.refused;
  }

  private sorted(kept: number[], sorting: Sorting): number[] {
    if (sorting === "newest") return kept;
    const day = (at: number): string => this.keys[at]?.day || "9999-12-31";
    if (sorting === "oldest") return [...kept].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a - b));
    const weight = (at: number): number => (this.lines[at]?.independent_for ?? 0) + (this.lines[at]?.independent_against ?? 0);
    return [...kept].sort((a, b) => (sorting === "sources" ? weight(b) - weight(a) : weight(a) - weight(b)));
  }

  private groups(passing: number[], fits: (place: Place) => boolean): Group[] {
    const groups = new Map<string, Group>();
    for (const at of passing) {
      const [line, key] = [this.lines[at], this.keys[at]];
      if (!line?.place || !key || !fits(line.place)) continue;
      const { id, name, latitude, longitude, precision, radius_km } = line.place;
      const group = groups.get(id) ?? { latitude, longitude, count: 0, grades: {}, contested: 0, place: `p:${id}`, places: 1, name, precision, radius_km, event: null, frame: null };
      group.count += 1;
      group.grades[key.grade] = (group.grades[key.grade] ?? 0) + 1;
      group.contested += Number(line.contested);
      group.event = group.count === 1 ? line.id : null;
      groups.set(id, group);
    }
    return [...groups.values()];
  }

  private choices(facet: Listed, indices: number[]): Choice[] {
    const keys = (key: Keys): string[] =>
      ({ grade: [key.grade], type: [key.type], ledger: [key.ledger], side: key.sides, source: key.sources, publisher: key.publishers, place: key.places })[facet];
    const counts = tally(indices.flatMap((at) => keys(this.keys[at]!)));
    const names: Names = facet === "type" ? this.types() : facet === "place" ? this.places() : plainNames(this.keys.flatMap(keys), facet);
    const rows = [...names].map(([key, [name, group]]) => ({ key, name, group, count: counts.get(key) ?? 0 }));
    return rows.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  }

  private types(): Names {
    const group = new Map<string, string>(this.lines.map((line) => [line.event_type, "outlook"]));
    for (const line of this.lines) if (line.ledger !== "outlook") group.set(line.event_type, line.ledger);
    return new Map(LEDGERS.flatMap((name) => [...group].filter(([, of]) => of === name).map(([key]): [string, [string, string]] => [key, [plain(key), name]])));
  }

  private places(): Names {
    const found: Names = new Map();
    for (const { place } of this.lines) {
      if (!place) found.set(NOT_ON_MAP.none, [say("tray.none"), "x"]);
      else {
        if (!isDrawn(place)) found.set(NOT_ON_MAP.country, [say("tray.wide"), "x"]);
        if (place.country) found.set(`c:${place.country}`, [country(place.country), "c"]);
        if (place.region) found.set(`r:${place.region}`, [place.region, "r"]);
        if (place.precision !== "country") found.set(`p:${place.id}`, [place.region && place.region !== place.name ? `${place.name}, ${place.region}` : place.name, "p"]);
      }
    }
    return found;
  }
}

const plainNames = (keys: string[], facet: Listed): Names => new Map(keys.map((key) => [key, [facet === "side" ? country(key) : key, ""]]));

export function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function inside(line: Line | undefined, frame: Frame): boolean {
  if (!line?.place || !isDrawn(line.place)) return false;
  const { latitude: y, longitude: x } = line.place;
  return y >= frame.south && y <= frame.north && x >= frame.west && x <= frame.east;
}
