// The map: base map, marks of the passing events, and a tray for what has no point to be drawn at.
import { effect, signal } from "@preact/signals";
import * as L from "leaflet";
import { useEffect, useRef } from "preact/hooks";
import { baseLayers, Names } from "./basemap";
import type { Basemap } from "./data";
import { NOT_ON_MAP } from "./filter";
import { isDrawn } from "./format";
import { Glyph } from "./grades";
import { areaCircle, areaGroups, areaNumber, areaNumbers, type Group, loosePoints, pointGroups, pointMark } from "./marks";
import { bounds, choose, chosenAt, data, filter, passing, passingBut, spot, toggle } from "./state";
import { capital, count, GRADES, precision } from "./words";

export const basemap = signal<Basemap | null>(null);
const dark = matchMedia("(prefers-color-scheme: dark)");
const LOWEST = 2;
const HIGHEST = 11;

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? startMap(box.current) : undefined), []);
  return (
    <div class="map-frame">
      <div class="map" ref={box} role="application" aria-label={mapLabel()} />
      <Tray />
      <Legend />
    </div>
  );
}

const mapLabel = (): string =>
  `Map with ${count(passing.value.length, "event")}. Arrow keys move it, plus and minus zoom. The list and the place filter hold the same events.`;

function startMap(box: HTMLElement): () => void {
  const map = L.map(box, { zoomControl: false, attributionControl: false, minZoom: LOWEST, maxZoom: HIGHEST, zoomAnimation: false, fadeAnimation: false, worldCopyJump: false });
  addPanes(map);
  const at = spot.peek();
  if (at) map.setView([at.latitude, at.longitude], at.zoom);
  else fitAll(map);
  const zoom = buttons(map);
  box.after(zoom);
  const stops = [drawBase(map), drawMarks(map), tellBounds(map), followSize(map, box)];
  return () => {
    stops.forEach((stop) => stop());
    zoom.remove();
    map.remove();
  };
}

function addPanes(map: L.Map): void {
  for (const [at, name] of ["base", "areas", "names", "marks"].entries()) map.createPane(name).style.zIndex = String(210 + at * 60);
  for (const name of ["base", "areas", "names"]) map.getPane(name)?.style.setProperty("pointer-events", "none");
}

/** Show the theatre: the frame of the middle of the placed events that pass and half as much around it; far visits do not shrink it. */
function fitAll(map: L.Map): void {
  const placed = passing.peek().flatMap((at) => {
    const place = data.peek().events[at]?.place;
    return place && isDrawn(place) ? [place] : [];
  });
  const middle = (values: number[]): [number, number] => {
    const sorted = values.sort((a, b) => a - b);
    const cut = Math.floor(sorted.length * 0.2);
    const [low, high] = [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
    const around = (high - low) / 2;
    return [Math.max(sorted[0] ?? low, low - around), Math.min(sorted.at(-1) ?? high, high + around)];
  };
  if (placed.length === 0) return void map.setView([48.8, 33], 5);
  const [south, north] = middle(placed.map((place) => place.latitude));
  const [west, east] = middle(placed.map((place) => place.longitude));
  map.fitBounds([[south, west], [north, east]], { padding: [36, 36], maxZoom: 8 });
}

function buttons(map: L.Map): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "zoom";
  const add = (sign: string, label: string, act: () => unknown): void => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: label, onclick: act });
    button.setAttribute("aria-label", label);
    bar.append(button);
  };
  add("+", "Zoom in", () => map.zoomIn());
  add("−", "Zoom out", () => map.zoomOut());
  add("◻", "Show what passes the filter", () => fitAll(map));
  return bar;
}

function drawBase(map: L.Map): () => void {
  const renderer = L.canvas({ pane: "base", padding: 0.4 });
  const group = L.layerGroup().addTo(map);
  const draw = (): void => {
    group.clearLayers();
    const base = basemap.value;
    if (base) [...baseLayers(base, renderer), new Names(base.labels)].forEach((layer) => group.addLayer(layer));
  };
  const stop = effect(draw);
  dark.addEventListener("change", draw);
  return () => {
    stop();
    dark.removeEventListener("change", draw);
  };
}

function drawMarks(map: L.Map): () => void {
  const areas = L.canvas({ pane: "areas", padding: 0.4 });
  const marks = L.canvas({ pane: "marks", padding: 0.4, tolerance: 3 });
  const group = L.layerGroup().addTo(map);
  const draw = (): void => {
    const [events, shown, at] = [data.value.events, passing.value, chosenAt.value];
    group.clearLayers();
    const wide = areaGroups(events, shown);
    const soft = [...wide, ...loosePoints(events, shown)];
    for (const one of soft) group.addLayer(areaCircle(one, one.events.includes(at), areas, soft.length));
    for (const one of areaNumbers(events, wide, map)) group.addLayer(answering(map, areaNumber(one, one.events.includes(at), marks), one));
    const points = pointGroups(events, shown, map).sort((a, b) => Number(a.events.includes(at)) - Number(b.events.includes(at)));
    for (const one of points) group.addLayer(answering(map, pointMark(one, one.events.includes(at), marks), one));
  };
  const stop = effect(draw);
  map.on("zoomend", draw);
  dark.addEventListener("change", draw);
  return () => {
    stop();
    dark.removeEventListener("change", draw);
  };
}

/** A mark that says on hover what it stands for and, clicked, opens its event, narrows to its place or zooms in. */
function answering(map: L.Map, mark: L.CircleMarker, group: Group): L.CircleMarker {
  mark.bindTooltip(() => note(group), { direction: "top", offset: [0, -8], opacity: 1 });
  return mark.on("click", () => {
    const [place] = group.places;
    if (group.events.length === 1) choose(group.events[0] ?? -1);
    else if (group.places.length > 1 && map.getZoom() < HIGHEST) {
      map.fitBounds(group.places.map((one): L.LatLngTuple => [one.latitude, one.longitude]), { padding: [60, 60], maxZoom: map.getZoom() + 3 });
    } else if (place) toggle("places", `p:${place.id}`);
  });
}

function note(group: Group): HTMLElement {
  const box = document.createElement("div");
  const [place] = group.places;
  const lines = [
    group.places.length === 1 ? (place?.name ?? "") : `${place?.name ?? ""} and ${count(group.places.length - 1, "place")} near it`,
    place && group.places.length === 1 ? `${precision(place.precision)}, within about ${Math.max(1, Math.round(place.radius_km))} km` : "",
    group.grades.map(([grade, n]) => `${n} ${grade}`).join(", "),
  ];
  for (const text of lines.filter(Boolean)) {
    const line = document.createElement("div");
    line.textContent = text;
    box.append(line);
  }
  return box;
}

function tellBounds(map: L.Map): () => void {
  const tell = (): void => {
    const frame = map.getBounds();
    bounds.value = { south: frame.getSouth(), west: frame.getWest(), north: frame.getNorth(), east: frame.getEast() };
  };
  tell();
  map.on("moveend", tell);
  // Only what a person moved goes into the address, not the first fitting.
  const remember = (): void => {
    const middle = map.getCenter();
    spot.value = { latitude: middle.lat, longitude: middle.lng, zoom: map.getZoom() };
  };
  map.on("dragend zoomend", remember);
  return () => undefined;
}

function followSize(map: L.Map, box: HTMLElement): () => void {
  const watch = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watch.observe(box);
  return () => watch.disconnect();
}

/** What cannot be drawn at a place, always told, and a way to list it. */
function Tray() {
  const seen = passingBut("places").map((at) => data.value.events[at]?.place);
  const parts: [string, number, string][] = [
    [NOT_ON_MAP.country, seen.filter((place) => place && !isDrawn(place)).length, "known to a country or wider only"],
    [NOT_ON_MAP.none, seen.filter((place) => !place).length, "without a place"],
  ];
  const some = parts.filter(([, n]) => n > 0);
  if (some.length === 0) return null;
  return (
    <div class="tray">
      <span class="quiet">Not drawn:</span>
      {some.map(([key, n, text]) => (
        <button key={key} type="button" class="plain" aria-pressed={filter.value.places.includes(key)} onClick={() => toggle("places", key)}>
          {n.toLocaleString("en")} {text}
        </button>
      ))}
    </div>
  );
}

function Legend() {
  return (
    <details class="legend">
      <summary>Legend · Natural Earth</summary>
      <ul>
        {GRADES.filter((grade) => grade !== "ungraded").map((grade) => <li key={grade}><Glyph grade={grade} /> {capital(grade)}</li>)}
        <li><span class="key-ring">7</span> several events, ring in shares of grades</li>
        <li><span class="key-area">~ 3</span> somewhere inside the soft circle; a mark with a circle may be that far off</li>
        <li><span class="key-line" /> border</li>
        <li><span class="key-line dashed" /> line in dispute, among them the one between Crimea and the rest of Ukraine</li>
      </ul>
      <p class="quiet">Land has one colour: no area is drawn as any country’s. Lines are cartographic data of Natural Earth (public domain), simplified, and take no position.</p>
    </details>
  );
}
