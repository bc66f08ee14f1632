// The events of a report that pass the filter, as CSV or GeoJSON files made in the page.
import { embedded } from "./data";
import { isDrawn, range, where } from "./format";
import { query } from "./route";
import type { Happening } from "./source/rows";
import { asGrade } from "./words";

const chosen = (): Happening[] => embedded.value?.happenings(query.value) ?? [];

function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const figures = (event: Happening): string =>
  event.figures.map((one) => `${one.measure} ${range(one)}${one.basis === "event" ? "" : ` ${one.basis}`}${one.side ? ` by ${one.side}` : ""}`).join("; ");

function row(event: Happening): Record<string, string | number | null> {
  const { place } = event;
  const links = embedded.value?.links(event) ?? [];
  return {
    id: event.id, grade: asGrade(event.grade), ledger: event.ledger, type: event.event_type, headline: event.headline,
    first_day: event.first, last_day: event.last, time_told: event.told ? "yes" : "no", begin: event.begin, end: event.end, time_precision: event.time_precision,
    place: place ? where(place) : "", region: place?.region ?? "", country: place?.country ?? "", precision: place?.precision ?? "",
    radius_km: place?.radius_km ?? null, latitude: place?.latitude ?? null, longitude: place?.longitude ?? null,
    initiator: event.initiator.join("; "), recipient: event.recipient.join("; "), items: event.items.join("; "), figures: figures(event),
    sources_for: event.sources_for.join("; "), sources_against: event.sources_against.join("; "),
    reasons: event.reasons.map((reason) => reason.text).join(" "), links: [...new Set(links)].filter(Boolean).join(" "),
  };
}

export function saveCsv(): void {
  const rows = chosen().map(row);
  const names = Object.keys(rows[0] ?? { id: "" });
  const lines = rows.map((one) => names.map((name) => cell(one[name] ?? null)).join(","));
  save("events.csv", "text/csv", `${[names.join(","), ...lines].join("\r\n")}\r\n`);
}

export function saveGeoJson(): void {
  const features = chosen().map((event) => {
    const { place } = event;
    const { latitude, longitude, ...properties } = row(event);
    const drawn = place && isDrawn(place);
    return { type: "Feature", id: event.id, geometry: drawn ? { type: "Point", coordinates: [longitude, latitude] } : null, properties };
  });
  save("events.geojson", "application/geo+json", JSON.stringify({ type: "FeatureCollection", features }));
}
