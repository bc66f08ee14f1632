// Dates, numbers, places and ranges as text. Times are UTC, with the time of the place beside them.
import { isolate, numeral, say, word } from "./say";
import type { Line, Said } from "./shapes";
import type { Place, Range } from "./source/rows";
import { country } from "./words";

const DAY = 86_400_000;
const DOMINANT = "Europe/Kyiv";

export const dayOf = (time: string): string => time.slice(0, 10);
export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

type When = Pick<Line, "first" | "last" | "told" | "time_precision" | "begin">;

/** The days of an event, no more exact than is known; "by" a day where no text tells the time. */
export function when(event: When): string {
  const { first, last } = event;
  if (!first || !last) return say("when.undated");
  if (!event.told) return say("when.by", { day: last });
  if (event.time_precision === "open") return say("when.since", { day: first });
  if (event.time_precision === "hour" && event.begin) return `${event.begin.slice(0, 10)} ${event.begin.slice(11, 16)} UTC`;
  return stretch(first, last);
}

/** "2031-04-05", "2031-04-05–07", "2031-04", "2031": one day, some days, whole months, whole years. */
function stretch(first: string, last: string): string {
  const next = addDays(last, 1);
  if (first === last) return first;
  if (first.endsWith("-01-01") && next.endsWith("-01-01")) return first.slice(0, 4) === last.slice(0, 4) ? first.slice(0, 4) : `${first.slice(0, 4)}–${last.slice(0, 4)}`;
  if (first.endsWith("-01") && next.endsWith("-01")) return first.slice(0, 7) === last.slice(0, 7) ? first.slice(0, 7) : `${first.slice(0, 7)} – ${last.slice(0, 7)}`;
  return first.slice(0, 7) === last.slice(0, 7) ? `${first}–${last.slice(8)}` : `${first} – ${last}`;
}

/** What to add to a date on the page of an event. */
export function whenNote(event: When): string {
  if (!event.first) return say("when.untold");
  if (!event.told) return say("when.between", { first: event.first, last: event.last ?? "" });
  return say("when.to_the", { unit: word("unit", event.time_precision ?? "day") });
}

/** The local time beside a time in UTC: "07:20 Kyiv", with the day where it is another. Empty for mere days. */
export function local(time: string | null, zone: string | null): string {
  if (!time || time.length < 16) return "";
  try {
    const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone ?? DOMINANT, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false });
    const [day = "", clock = ""] = parts.format(new Date(time)).split(", ");
    const city = (zone ?? DOMINANT).split("/").at(-1)?.replaceAll("_", " ") ?? "";
    return `${day === dayOf(time) ? "" : `${day} `}${clock.replace(/^24/, "00")} ${city}`;
  } catch {
    return "";
  }
}

/** The begin and end of an event in UTC, to the minute, with the local time: what the day or hour shown stands for. */
export function exactly(event: When & Pick<Line, "local">, zone: string | null): string {
  if (!event.begin || !event.told || event.time_precision !== "hour") return "";
  return local(event.begin, event.local?.zone ?? zone);
}

/** A publication's day or time: "2031-04-05", "2031-04-05 09:30 UTC (12:30 Kyiv)". */
export function published(time: string | null, zone: string | null): string {
  if (!time) return say("when.unknown");
  if (time.length < 16) return dayOf(time);
  const beside = local(time, zone);
  return `${dayOf(time)} ${time.slice(11, 16)} UTC${beside ? ` (${beside})` : ""}`;
}

/** The largest circle that still says something about where, in kilometres; beyond it an event is counted beside the map. */
const WIDEST_KM = 400;
type Exact = Pick<Place, "precision" | "radius_km">;
export const isArea = (place: Exact): boolean => ["region", "sector", "district"].includes(place.precision) && place.radius_km <= WIDEST_KM;
export const isPoint = (place: Exact): boolean => place.precision === "point" || place.precision === "settlement";
export const isDrawn = (place: Exact): boolean => isPoint(place) || isArea(place);

export function where(place: Place | null): string {
  if (!place) return say("where.none");
  const name = place.precision === "country" ? country(place.country) : place.name;
  return isPoint(place) ? name : `${name} (${word("precision_short", place.precision)})`;
}

/** How exact a place is, in words: "settlement, within about 3 km". */
export function exactness({ precision, radius_km }: Exact): string {
  const near = radius_km >= 1 ? say("where.within", { km: Math.round(radius_km) }) : "";
  return [word("precision", precision), near].filter(Boolean).join(", ");
}

export const bound = (n: number | null): string => (n === null ? say("figure.open") : numeral(n));

/** A range in one cell: "3", "3–7", "≥ 3", "≤ 7". */
export function range({ low, high }: Pick<Range, "low" | "high">): string {
  if (low !== null && high !== null) return low === high ? numeral(low) : `${numeral(low)}–${numeral(high)}`;
  if (low !== null) return `≥ ${numeral(low)}`;
  return high === null ? "" : `≤ ${numeral(high)}`;
}

export function sourceName(said: Pick<Said, "source" | "article">): string {
  if (said.source === "unnamed") return say("source.unnamed");
  return said.source ?? say("source.itself", { publisher: isolate(said.article.publisher ?? say("unknown.article")) });
}
