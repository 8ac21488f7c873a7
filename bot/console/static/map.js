/** A place on an outline of Kosovo, drawn here: no foreign server learns where a citizen is. */

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { api } from "./api.js";
import { Copyable } from "./forms.js";
import { language, t } from "./strings.js";

/** Degrees of longitude are shorter than those of latitude; 42.6° is the middle of Kosovo. */
const SQUEEZE = Math.cos((42.6 * Math.PI) / 180);
const WIDTH = 320;
const MARGIN = 14;
const NEAREST = 4;
const CHARACTER_PX = 6.5;

let loaded = { tag: "", promise: null };

/** The map seldom changes: one question a page and language. */
function load() {
  const { tag } = language.value;
  if (loaded.tag !== tag) loaded = { tag, promise: api.get("/map", { isBackground: true }) };
  loaded.promise.catch(() => {
    loaded = { tag: "", promise: null };
  });
  return loaded.promise;
}

function useMap() {
  const [state, setState] = useState({ map: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (map) => isCurrent && setState({ map, error: null }),
      (error) => isCurrent && setState({ map: null, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [language.value.tag]);
  return state;
}

/** {height, x, y}: functions from degrees to the drawing, wide enough for the outline and the place. */
function projectionOf(outline, place) {
  const points = [...outline, [place.longitude, place.latitude]];
  const longitudes = points.map(([longitude]) => longitude * SQUEEZE);
  const latitudes = points.map(([, latitude]) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const scale = (WIDTH - 2 * MARGIN) / (east - west || 1);
  return {
    height: (north - south) * scale + 2 * MARGIN,
    x: (longitude) => MARGIN + (longitude * SQUEEZE - west) * scale,
    y: (latitude) => MARGIN + (north - latitude) * scale,
  };
}

function nearestTo(place, towns) {
  const distance = (town) => Math.hypot((town.longitude - place.longitude) * SQUEEZE, town.latitude - place.latitude);
  return [...towns].sort((one, other) => distance(one) - distance(other)).slice(0, NEAREST);
}

const isOver = (one, other) =>
  one.right >= other.left && one.left <= other.right && one.bottom >= other.top && one.top <= other.bottom;

/** Places names beside their towns, without those that would cover another name or the mark. */
function labelsOf(towns, { x, y }, mark) {
  const taken = [{ left: mark.x - 9, right: mark.x + 9, top: mark.y - 18, bottom: mark.y + 4 }];
  const labels = [];
  for (const town of towns) {
    const width = town.name.length * CHARACTER_PX;
    const at = { x: x(town.longitude), y: y(town.latitude) };
    const places = [[at.x + 6, 4], [at.x - 6 - width, 4], [at.x - width / 2, 14], [at.x - width / 2, -7]];
    const boxes = places.map(([left, down]) => {
      return { left, right: left + width, top: at.y + down - 9, bottom: at.y + down + 2 };
    });
    const inside = boxes.filter(({ left, right }) => left > 0 && right < WIDTH);
    const free = inside.find((box) => !taken.some((it) => isOver(box, it)));
    if (!free) continue;
    taken.push(free);
    labels.push({ name: town.name, x: free.left, y: free.bottom - 2 });
  }
  return labels;
}

function Drawing({ map, place }) {
  const projection = projectionOf(map.outline, place);
  const { x, y, height } = projection;
  const border = map.outline.map(([longitude, latitude]) => `${x(longitude).toFixed(1)},${y(latitude).toFixed(1)}`).join(" ");
  const mark = { x: x(place.longitude), y: y(place.latitude) };
  const near = nearestTo(place, map.towns);
  const labels = labelsOf([...near, ...map.towns.filter((town) => !near.includes(town))], projection, mark);
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${height.toFixed(0)}" role="img" aria-label=${t("map_of_place")}>
    <polygon class="land" points=${border} />
    ${map.towns.map((town) => html`<circle class="town ${near.includes(town) ? "near" : ""}" cx=${x(town.longitude)}
      cy=${y(town.latitude)} r="2.5" />`)}
    ${labels.map((label) => html`<text x=${label.x} y=${label.y}
      class=${near.some(({ name }) => name === label.name) ? "near" : ""}>${label.name}</text>`)}
    <path class="pin" d="M${mark.x} ${mark.y}c-2-5-7-7-7-12a7 7 0 0 1 14 0c0 5-5 7-7 12z" />
    <circle class="pin-eye" cx=${mark.x} cy=${mark.y - 12} r="2.5" />
  </svg>`;
}

function nearText({ near }) {
  if (!near) return "";
  const km = Math.round(near.km * 10) / 10;
  return km < 1 || !near.direction ? t("place_in", { name: near.name }) : t("place_near", { km, direction: near.direction, name: near.name });
}

export function MapOf({ place, id }) {
  const { map, error } = useMap();
  const coordinates = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  return html`<div class="place" data-map>
    ${map && html`<${Drawing} map=${map} place=${place} />`}
    ${error && html`<p class="notice">${t("map_missing")}</p>`}
    <p>${nearText(place)}</p>
    <${Copyable} id="coordinates-${id}" label=${t("coordinates")} text=${coordinates} />
    ${map?.attribution && html`<p class="hint">${map.attribution}</p>`}
  </div>`;
}
