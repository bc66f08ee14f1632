// Dates, numbers and ranges as text. All times are UTC.
import type { Claim, Happening, Place, Range } from "./data";
import { country } from "./words";

const DAY = 86_400_000;

export const dayOf = (time: string): string => time.slice(0, 10);

/** The last day that a half-open interval touches. */
function lastDay(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString().slice(0, 10);
}

/** When, no more exact than is known. */
export function when(event: Happening): string {
  if (!event.begin) return "undated";
  const [first, last] = [dayOf(event.begin), event.end ? lastDay(event.end) : ""];
  switch (event.time_precision) {
    case "hour":
      return `${first} ${event.begin.slice(11, 16)}`;
    case "month":
      return first.slice(0, 7);
    case "year":
      return first.slice(0, 4);
    case "open":
      return `since ${first}`;
    default:
      return !last || last === first ? first : `${first} – ${last.slice(0, 4) === first.slice(0, 4) ? last.slice(5) : last}`;
  }
}

/** A short form for lists. */
export const whenShort = (event: Happening): string => {
  const text = when(event);
  return text.length > 10 && !text.startsWith("since") ? `${text.slice(0, 10)}+` : text;
};

export const isArea = (place: Place): boolean => ["region", "sector", "district"].includes(place.precision);
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
