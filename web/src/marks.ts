// Marks on the map. A settlement gets the shape of its grade, or a ring of grades with a number where several events
// share a spot. What is known only to a district, sector or region gets a soft circle of that size, never a point.
import * as L from "leaflet";
import type { Happening, Place } from "./data";
import { gradeOf } from "./filter";
import { isArea, isPoint } from "./format";
import { colour, css, shape } from "./grades";
import { type Grade, GRADES } from "./words";

export interface Group { places: Place[]; events: number[]; latitude: number; longitude: number; grades: [Grade, number][] }

const NEAR_PIXELS = 26;
const KM_IN_DEGREE = 111.2;
const LOOSE_KM = 5;

function gradesOf(events: Happening[], indices: number[]): [Grade, number][] {
  const counts = new Map<Grade, number>();
  for (const at of indices) {
    const event = events[at];
    if (event) counts.set(gradeOf(event), (counts.get(gradeOf(event)) ?? 0) + 1);
  }
  return GRADES.flatMap((grade) => (counts.has(grade) ? [[grade, counts.get(grade) ?? 0] as [Grade, number]] : []));
}

/** Events by place: one group for each place id that passes the test. */
function byPlace(events: Happening[], indices: number[], fits: (place: Place) => boolean): Map<Place, number[]> {
  const first = new Map<string, Place>();
  const groups = new Map<Place, number[]>();
  for (const at of indices) {
    const place = events[at]?.place;
    if (!place || !fits(place)) continue;
    const key = first.get(place.id) ?? place;
    first.set(place.id, key);
    const here = groups.get(key);
    if (here) here.push(at);
    else groups.set(key, [at]);
  }
  return groups;
}

const groupOf = (events: Happening[], places: Place[], at: number[], latitude: number, longitude: number): Group =>
  ({ places, events: at, latitude, longitude, grades: gradesOf(events, at) });

export function areaGroups(events: Happening[], indices: number[]): Group[] {
  return [...byPlace(events, indices, isArea)].map(([place, at]) => groupOf(events, [place], at, place.latitude, place.longitude));
}

/** Settlements whose point may be some way off: each gets a soft circle of that size around its mark. */
export function loosePoints(events: Happening[], indices: number[]): Group[] {
  const loose = byPlace(events, indices, (place) => isPoint(place) && place.radius_km >= LOOSE_KM);
  return [...loose].map(([place, at]) => groupOf(events, [place], at, place.latitude, place.longitude));
}

/** The numbers of the areas, each on the upper edge of its circle: in the middle it would look like a place. */
export function areaNumbers(events: Happening[], areas: Group[], map: L.Map): Group[] {
  const onEdge = areas.map((area) => ({ ...area, latitude: area.latitude + (area.places[0]?.radius_km ?? 0) / KM_IN_DEGREE }));
  return merged(events, onEdge, map);
}

/** Groups that would overlap on the screen made one, at the spot of the one with most events. */
function merged(events: Happening[], groups: Group[], map: L.Map): Group[] {
  const kept: { at: L.Point; group: Group }[] = [];
  for (const group of groups.sort((a, b) => b.events.length - a.events.length)) {
    const at = map.project([group.latitude, group.longitude]);
    const near = kept.find((other) => other.at.distanceTo(at) < NEAR_PIXELS);
    if (!near) kept.push({ at, group: { ...group, places: [...group.places], events: [...group.events] } });
    else {
      near.group.places.push(...group.places);
      near.group.events.push(...group.events);
    }
  }
  return kept.map(({ group }) => groupOf(events, group.places, group.events, group.latitude, group.longitude));
}

export function pointGroups(events: Happening[], indices: number[], map: L.Map): Group[] {
  const single = [...byPlace(events, indices, isPoint)].map(([place, at]) => groupOf(events, [place], at, place.latitude, place.longitude));
  return merged(events, single, map);
}

export const radiusOf = (n: number): number => (n === 1 ? 8 : Math.min(21, 9 + 2.1 * Math.log2(n)));

interface Drawable { _point: L.Point; _renderer: { _ctx: CanvasRenderingContext2D; _drawing: boolean } }

/** A mark drawn by a function of its own on Leaflet's canvas. */
class Mark extends L.CircleMarker {
  constructor(readonly group: Group, private readonly chosen: boolean, private readonly pen: (pen: CanvasRenderingContext2D, group: Group, chosen: boolean) => void, options: L.CircleMarkerOptions) {
    super([group.latitude, group.longitude], options);
  }

  _updatePath(): void {
    const { _point: at, _renderer: renderer } = this as unknown as Drawable;
    if (!renderer._drawing) return;
    renderer._ctx.save();
    renderer._ctx.translate(at.x, at.y);
    this.pen(renderer._ctx, this.group, this.chosen);
    renderer._ctx.restore();
  }
}

export function pointMark(group: Group, chosen: boolean, renderer: L.Canvas): Mark {
  const pen = group.events.length === 1 ? drawShape : drawRing;
  return new Mark(group, chosen, pen, { renderer, radius: radiusOf(group.events.length) + 3 });
}

export function areaNumber(group: Group, chosen: boolean, renderer: L.Canvas): Mark {
  return new Mark(group, chosen, drawAreaNumber, { renderer, radius: 14 });
}

/** One of `among` circles: the more there are, the fainter each, so that many over one another do not hide the map. */
export function areaCircle(group: Group, chosen: boolean, renderer: L.Canvas, among: number): L.Circle {
  const ink = css("--ink");
  return L.circle([group.latitude, group.longitude], {
    renderer, radius: (group.places[0]?.radius_km ?? 1) * 1000, interactive: false,
    color: ink, weight: chosen ? 1.6 : 0.7, opacity: chosen ? 0.8 : 0.35, dashArray: "2 4", fillColor: ink, fillOpacity: chosen ? 0.1 : Math.max(0.012, Math.min(0.035, 0.35 / among)),
  });
}

function drawShape(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const [[grade] = ["ungraded" as Grade]] = group.grades;
  pen.lineJoin = "round";
  pen.strokeStyle = css("--halo");
  pen.lineWidth = 3;
  pen.stroke(shape(grade));
  pen.fillStyle = colour(grade);
  pen.fill(shape(grade));
  if (chosen) ringAround(pen, 11);
}

function drawRing(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const [n, radius] = [group.events.length, radiusOf(group.events.length)];
  disc(pen, radius + 1.5, css("--halo"));
  let from = -Math.PI / 2;
  for (const [grade, here] of group.grades) {
    const to = from + (here / n) * 2 * Math.PI;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.arc(0, 0, radius, from, to);
    pen.fillStyle = colour(grade);
    pen.fill();
    from = to;
  }
  disc(pen, radius - 4, css("--halo"));
  write(pen, String(n), n > 99 ? 9.5 : 10.5);
  if (chosen) ringAround(pen, radius + 3.5);
}

function drawAreaNumber(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const text = `~ ${group.events.length}`;
  pen.font = "600 10.5px system-ui, sans-serif";
  const half = pen.measureText(text).width / 2 + 5;
  pen.beginPath();
  pen.roundRect(-half, -8, half * 2, 16, 8);
  pen.fillStyle = css("--halo");
  pen.fill();
  pen.setLineDash([2, 2]);
  pen.lineWidth = chosen ? 2 : 1;
  pen.strokeStyle = css("--ink");
  pen.stroke();
  pen.setLineDash([]);
  write(pen, text, 10.5);
}

function disc(pen: CanvasRenderingContext2D, radius: number, fill: string): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

function ringAround(pen: CanvasRenderingContext2D, radius: number): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.lineWidth = 2.2;
  pen.strokeStyle = css("--ink");
  pen.stroke();
}

function write(pen: CanvasRenderingContext2D, text: string, size: number): void {
  pen.font = `600 ${size}px system-ui, sans-serif`;
  pen.fillStyle = css("--ink");
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, 0, 0.5);
}
