// The base map: land in one colour for all, water, lines, and names for orientation. No area of any country is drawn.
import * as L from "leaflet";
import type { Basemap } from "../source/rows";
import { css } from "./grades";

function unstep(steps: number[]): L.LatLngTuple[] {
  const points: L.LatLngTuple[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    points.push([y / 1000, x / 1000]);
  }
  return points;
}

/** All layers of the base map in the colours of the present scheme, lowest first. */
export function baseLayers(map: Basemap, renderer: L.Canvas): L.Layer[] {
  const area = (polygons: number[][][], fill: string): L.Layer =>
    L.polygon(polygons.map((rings) => rings.map(unstep)), { renderer, interactive: false, stroke: true, color: fill, weight: 0.6, fillColor: fill, fillOpacity: 1 });
  const line = (parts: number[][], colour: string, weight: number, dashArray?: string): L.Layer =>
    L.polyline(parts.map(unstep), { renderer, interactive: false, color: colour, weight, opacity: 1, dashArray, smoothFactor: 1.2 });
  return [
    area(map.land, css("--land")),
    line(map.rivers, css("--river"), 1),
    area(map.lakes, css("--sea")),
    line(map.regions, css("--region-line"), 0.8),
    line(map.borders, css("--border-line"), 1.3),
    line(map.disputed, css("--border-line"), 1.5, "5 4"),
  ];
}

const FROM_ZOOM: Record<string, number[]> = { city: [0, 5, 6, 7, 3], water: [0, 4, 6], country: [0, 4] };

/** Names on a canvas of their own, higher ranks first, none over another. */
export class Names extends L.Layer {
  private canvas = document.createElement("canvas");

  constructor(private readonly labels: Basemap["labels"]) {
    super();
    this.canvas.className = "leaflet-zoom-hide names";
  }

  override onAdd(map: L.Map): this {
    map.getPane("names")?.append(this.canvas);
    map.on("moveend resize", this.draw, this);
    this.draw();
    return this;
  }

  override onRemove(map: L.Map): this {
    this.canvas.remove();
    map.off("moveend resize", this.draw, this);
    return this;
  }

  private draw(): void {
    const map = this._map;
    const size = map.getSize();
    const scale = devicePixelRatio || 1;
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    Object.assign(this.canvas, { width: size.x * scale, height: size.y * scale });
    Object.assign(this.canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    pen.scale(scale, scale);
    const taken: L.Bounds[] = [];
    for (const label of this.shown(map.getZoom())) this.write(pen, label, taken);
  }

  private shown(zoom: number): Basemap["labels"] {
    return this.labels.filter(([, , , kind, rank]) => zoom >= (FROM_ZOOM[kind]?.[rank] ?? 5)).sort((a, b) => a[4] - b[4]);
  }

  private write(pen: CanvasRenderingContext2D, [name, latitude, longitude, kind]: Basemap["labels"][number], taken: L.Bounds[]): void {
    const at = this._map.latLngToContainerPoint([latitude, longitude]);
    const text = kind === "country" ? name.toUpperCase() : name;
    pen.font = kind === "city" ? "11px system-ui, sans-serif" : kind === "water" ? "italic 12px system-ui, sans-serif" : "600 10.5px system-ui, sans-serif";
    pen.letterSpacing = kind === "country" ? "2px" : "0px";
    const width = pen.measureText(text).width;
    const left = kind === "city" ? at.x + 5 : at.x - width / 2;
    const box = L.bounds([left - 3, at.y - 8], [left + width + 3, at.y + 8]);
    if (taken.some((other) => other.overlaps(box))) return;
    taken.push(box);
    pen.lineWidth = 3;
    pen.lineJoin = "round";
    pen.textBaseline = "middle";
    pen.strokeStyle = css(kind === "water" ? "--sea" : "--land");
    pen.fillStyle = css(kind === "water" ? "--water-name" : kind === "country" ? "--country-name" : "--city-name");
    if (kind === "city") pen.fillRect(at.x - 1.25, at.y - 1.25, 2.5, 2.5);
    pen.strokeText(text, left, at.y);
    pen.fillText(text, left, at.y);
  }
}
