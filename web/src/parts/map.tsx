// The map: base map, marks of the passing events, and a tray for what has no point to be drawn at.
import { effect, signal } from "@preact/signals";
import * as L from "leaflet";
import { useEffect, useRef } from "preact/hooks";
import { asked } from "../asked";
import { edition, matched, source } from "../data";
import { exactness } from "../format";
import { bounds, chosen, page, query, spot, toggle } from "../route";
import { isolate, numeral, say, word } from "../say";
import type { Frame, Group, Marks } from "../shapes";
import type { Basemap } from "../source/rows";
import { asGrade, capital, GRADES } from "../words";
import { baseLayers, Names } from "./basemap";
import { Glyph } from "./grades";
import { areaCircle, areaNumber, areaNumbers, frameOf, loosePoints, merged, pointMark } from "./marks";

export const basemap = signal<Basemap | null>(null);
const dark = matchMedia("(prefers-color-scheme: dark)");
const LOWEST = 2;
const HIGHEST = 11;
const FIRST_ZOOM = 5;

/** Part of the world and zoom to ask for; null asks for all there is. */
const wanted = signal<{ frame: Frame; zoom: number } | null>(null);
export const marks = asked<Marks>(() => {
  void edition.value;
  return page.value === "picture" ? (source.value?.marks(query.value, wanted.value?.frame ?? null, wanted.value?.zoom ?? FIRST_ZOOM) ?? null) : null;
}).state;
const EMPTY: Marks = { points: [], areas: [], wide: 0, placeless: 0, extent: null, whole: true };
const now = (): Marks => marks.value.value ?? EMPTY;
/** Where the chosen event is, so that its mark can be told from the others. */
export const chosenSpot = signal<{ place: string; latitude: number; longitude: number } | null>(null);

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? startMap(box.current) : undefined), []);
  return (
    <div class="map-frame">
      <div class="map" ref={box} role="application" tabIndex={0} aria-label={mapLabel()} />
      {marks.value.error && <p class="map-note" role="alert">{marks.value.error}</p>}
      <Tray />
      <Legend />
    </div>
  );
}

const mapLabel = (): string => say("map.label", { n: matched.value });

function startMap(box: HTMLElement): () => void {
  const map = L.map(box, { zoomControl: false, attributionControl: false, minZoom: LOWEST, maxZoom: HIGHEST, zoomAnimation: false, fadeAnimation: false, worldCopyJump: false });
  addPanes(map);
  const at = spot.peek();
  if (at) map.setView([at.latitude, at.longitude], at.zoom);
  else map.setView([48.8, 33], FIRST_ZOOM);
  const zoom = buttons(map);
  box.after(zoom);
  const stops = [at ? () => undefined : fitOnce(map), drawBase(map), drawMarks(map), tellBounds(map), followSize(map, box)];
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

/** Show the theatre as soon as it is known where it is; once, since later a person may have moved the map. */
function fitOnce(map: L.Map): () => void {
  let fitted = false;
  return effect(() => {
    const { extent } = now();
    if (fitted || !extent) return;
    fitted = true;
    fit(map, extent);
  });
}

/** Whether the page itself moves the map just now: only what a person moved goes into the address. */
let ours = false;

function fit(map: L.Map, { south, west, north, east }: Frame): void {
  ours = true;
  map.fitBounds([[south, west], [north, east]], { padding: [36, 36], maxZoom: 8 });
  ours = false;
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
  add("+", say("map.in"), () => map.zoomIn());
  add("−", say("map.out"), () => map.zoomOut());
  add("◻", say("map.all"), () => {
    const { extent } = marks.peek().value ?? EMPTY;
    if (extent) fit(map, extent);
  });
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
  const pens = L.canvas({ pane: "marks", padding: 0.4, tolerance: 3 });
  const group = L.layerGroup().addTo(map);
  // What stands together depends on the zoom and not on the frame: moving the map has not to reckon it anew.
  let kept: { points: Group[]; zoom: number; together: Group[] } | null = null;
  const together = (points: Group[]): Group[] => {
    if (kept?.points !== points || kept.zoom !== map.getZoom()) kept = { points, zoom: map.getZoom(), together: merged(points, map) };
    return kept.together;
  };
  const draw = (): void => {
    const [{ points, areas: wide }, at] = [now(), chosenSpot.value];
    group.clearLayers();
    const frame = padded(map, 0.5);
    const seen = together(points).filter((one) => within(one, frame));
    const soft = [...wide, ...loosePoints(seen)];
    const own = (one: Group): boolean => at !== null && (one.place === at.place || (one.event !== null && one.event === chosen.value) || (one.places > 1 && covers(frameOf(one), at)));
    for (const one of soft) group.addLayer(areaCircle(one, own(one), areas, soft.length));
    for (const one of areaNumbers(wide, map)) group.addLayer(answering(map, areaNumber(one, own(one), pens), one));
    for (const one of seen.sort((a, b) => Number(own(a)) - Number(own(b)))) group.addLayer(answering(map, pointMark(one, own(one), pens), one));
  };
  const stop = effect(draw);
  map.on("moveend", draw);
  dark.addEventListener("change", draw);
  return () => {
    stop();
    dark.removeEventListener("change", draw);
  };
}

function padded(map: L.Map, by: number): Frame {
  const frame = map.getBounds().pad(by);
  return { south: frame.getSouth(), west: frame.getWest(), north: frame.getNorth(), east: frame.getEast() };
}

const within = ({ latitude: y, longitude: x }: { latitude: number; longitude: number }, frame: Frame): boolean => y >= frame.south && y <= frame.north && x >= frame.west && x <= frame.east;
const covers = (frame: Frame, spot: { latitude: number; longitude: number }): boolean => within(spot, frame);

/** A mark that says on hover what it stands for and, clicked, opens its event, narrows to its place or zooms in. */
function answering(map: L.Map, mark: L.CircleMarker, group: Group): L.CircleMarker {
  mark.bindTooltip(() => note(group), { direction: "top", offset: [0, -8], opacity: 1 });
  return mark.on("click", () => {
    if (group.event) chosen.value = group.event;
    else if (group.places > 1 && map.getZoom() < HIGHEST) {
      const { south, west, north, east } = frameOf(group);
      map.fitBounds([[south, west], [north, east]], { padding: [60, 60], maxZoom: map.getZoom() + 3 });
    } else if (group.place) toggle("place", group.place);
  });
}

function note(group: Group): HTMLElement {
  const box = document.createElement("div");
  const one = group.places === 1;
  const lines = [
    one ? group.name : say("map.near", { name: isolate(group.name), n: group.places - 1 }),
    one ? exactness(group) : "",
    GRADES.flatMap((grade) => (group.grades[grade] ? [`${numeral(group.grades[grade] ?? 0)} ${word("grade", grade)}`] : [])).join(", "),
  ];
  for (const text of lines.filter(Boolean)) {
    const line = document.createElement("div");
    line.dir = "auto";
    line.textContent = text;
    box.append(line);
  }
  return box;
}

function tellBounds(map: L.Map): () => void {
  const tell = (): void => {
    bounds.value = padded(map, 0);
    const known = marks.peek().value;
    if (!known || known.whole) return;
    const last = wanted.peek();
    const inside = last && within({ latitude: bounds.value.south, longitude: bounds.value.west }, last.frame) && within({ latitude: bounds.value.north, longitude: bounds.value.east }, last.frame);
    if (!inside || last.zoom !== map.getZoom()) wanted.value = { frame: padded(map, 0.5), zoom: map.getZoom() };
  };
  tell();
  map.on("moveend", tell);
  const stop = effect(() => {
    if (marks.value.value && !marks.value.waiting) tell();
  });
  const remember = (): void => {
    if (ours) return;
    const middle = map.getCenter();
    spot.value = { latitude: middle.lat, longitude: middle.lng, zoom: map.getZoom() };
  };
  map.on("dragend zoomend", remember);
  return stop;
}

function followSize(map: L.Map, box: HTMLElement): () => void {
  const watch = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watch.observe(box);
  return () => watch.disconnect();
}

/** What cannot be drawn at a place, always told, and a way to list it. */
function Tray() {
  const { wide, placeless } = now();
  const parts: [string, number, string][] = [["x:country", wide, say("tray.wide")], ["x:none", placeless, say("tray.none")]];
  const some = parts.filter(([, n]) => n > 0);
  if (some.length === 0) return null;
  return (
    <div class="tray">
      <span class="quiet">{say("tray.name")}</span>
      {some.map(([key, n, text]) => (
        <button key={key} type="button" class="plain" aria-pressed={query.value.place.includes(key)} onClick={() => toggle("place", key)}>
          {numeral(n)} {text}
        </button>
      ))}
    </div>
  );
}

function Legend() {
  return (
    <details class="legend">
      <summary>{say("legend.name")}</summary>
      <ul>
        {GRADES.filter((grade) => grade !== "ungraded").map((grade) => <li key={grade}><Glyph grade={asGrade(grade)} /> {capital(word("grade", grade))}</li>)}
        <li><span class="key-ring">7</span> {say("legend.ring")}</li>
        <li><Glyph grade="contested" size={10} /> {say("legend.contested")}</li>
        <li><span class="key-area">~ 3</span> {say("legend.area")}</li>
        <li><span class="key-line" /> {say("legend.border")}</li>
        <li><span class="key-line dashed" /> {say("legend.disputed")}</li>
      </ul>
      <p class="quiet">{say("legend.note")}</p>
    </details>
  );
}
