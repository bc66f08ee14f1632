// Dates, numbers and ranges as text. All times are UTC.
import type { Claim, Happening, Place, Range } from "./data";
import { country } from "./words";

const DAY = 86_400_000;

export const dayOf = (time: string): string => time.slice(0, 10);

/** The days of an event, no more exact than is known; "by" a day where no text tells the time. */
export function when(event: Happening): string {
  const { first, last } = event;
  if (!first || !last) return "undated";
  if (!event.told) return `by ${last}`;
  if (event.time_precision === "open") return `since ${first}`;
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

/** What to add to a date in the event's own pane. */
export function whenNote(event: Happening): string {
  if (!event.first) return "no text tells when";
  return event.told ? `to the ${event.time_precision ?? "day"}` : `not told; published soon after, so between ${event.first} and ${event.last}`;
}

/** The largest circle that still says something about where, in kilometres; beyond it an event is counted beside the map. */
const WIDEST_KM = 400;
export const isArea = (place: Place): boolean => ["region", "sector", "district"].includes(place.precision) && place.radius_km <= WIDEST_KM;
export const isDrawn = (place: Place): boolean => isPoint(place) || isArea(place);
export const isPoint = (place: Place): boolean => place.precision === "point" || place.precision === "settlement";

export function where(place: Place | null): string {
  if (!place) return "no place";
  const name = place.precision === "country" ? country(place.country) : place.name;
  return isPoint(place) ? name : `${name} (${place.precision})`;
}

const numeral = (n: number): string => n.toLocaleString("en", { maximumFractionDigits: 1 });

export function bound(n: number | null): string {
  return n === null ? "open" : numeral(n);
}

/** A range in one cell: "3", "3–7", "at least 3", "up to 7". */
export function range(figure: Range): string {
  const { low, high } = figure;
  if (low !== null && high !== null) return low === high ? numeral(low) : `${numeral(low)}–${numeral(high)}`;
  if (low !== null) return `≥ ${numeral(low)}`;
  return high === null ? "" : `≤ ${numeral(high)}`;
}

export function sourceName(claim: Claim, publisher: string | null): string {
  if (claim.source === "unnamed") return "An unnamed source";
  return claim.source ?? `${publisher ?? "The article"} itself`;
}

export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
