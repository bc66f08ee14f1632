// The picture: map, timeline and list of what passes the filter, all linked, and the chosen event beside them.
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { asked } from "../asked";
import { about, edition, listing, source } from "../data";
import { Filters } from "../parts/filters";
import { Claims, EventBody, EventHead } from "../parts/event";
import { Guide } from "../parts/guide";
import { List } from "../parts/list";
import { chosenSpot, MapView } from "../parts/map";
import { Failed, Waiting } from "../parts/state";
import { Timeline } from "../parts/timeline";
import { bounds, chosen, followMap, hrefOf, page, query, sorting } from "../route";
import { say } from "../say";

const narrow = signal(matchMedia("(max-width: 700px)").matches);
matchMedia("(max-width: 700px)").addEventListener("change", (now) => (narrow.value = now.matches));
const showing = signal<"map" | "list">("map");

/** The list begins anew whenever what it is a list of has changed. */
export function followList(): void {
  effect(() => {
    void [query.value, sorting.value, edition.value, source.value, followMap.value ? bounds.value : null];
    if (page.value === "picture") listing.restart();
  });
}

export const chosenPage = asked(() => {
  void edition.value;
  return chosen.value ? (source.value?.event(chosen.value) ?? null) : null;
}, () => chosen.value);

effect(() => {
  const place = chosen.value ? chosenPage.state.value.value?.line.place : null;
  chosenSpot.value = place ? { place: `p:${place.id}`, latitude: place.latitude, longitude: place.longitude } : null;
});

export function Picture() {
  return (
    <div class={`picture ${chosen.value ? "with-event" : ""} shows-${showing.value}`}>
      <Filters />
      <div class="panes">
        {narrow.value && <Switch />}
        {(!narrow.value || showing.value === "map") && <section class="panel" aria-label={say("map.name")}><MapView /></section>}
        {(!narrow.value || showing.value === "list") && <List />}
        <Timeline />
        <Detail />
      </div>
    </div>
  );
}

/** On a telephone map and list take turns. */
function Switch() {
  return (
    <div class="switch" role="group" aria-label={say("picture.show")}>
      {(["map", "list"] as const).map((name) => (
        <button key={name} type="button" aria-pressed={showing.value === name} onClick={() => (showing.value = name)}>{say(`picture.${name}`)}</button>
      ))}
    </div>
  );
}

export function Detail() {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [chosen.value]);
  return (
    <section class="detail" id="detail" ref={box} tabIndex={0} aria-label={say(chosen.value ? "event.name" : "guide.name")}>
      {chosen.value ? <Chosen /> : <Guide />}
    </section>
  );
}

function Chosen() {
  const { value, waiting, error } = chosenPage.state.value;
  const close = <button type="button" class="plain close" onClick={() => (chosen.value = "")}>{say("event.close")}</button>;
  if (error) return <>{close}<Failed error={error} again={chosenPage.again} /></>;
  if (!value || value.line.id !== chosen.value) return waiting || value ? <Waiting /> : <><p class="warning" role="status">{say(about.value.writable ? "event.missing" : "event.missing_report")}</p>{close}</>;
  return (
    <article>
      <div class="detail-bar"><EventHead page={value} />{close}</div>
      <h2 dir="auto">{value.line.headline}</h2>
      <p class="detail-links"><a href={hrefOf("event", value.line.id)}>{say("event.open")}</a></p>
      <EventBody page={value} />
      <Claims page={value} />
      <p class="quiet id">{say("event.id", { id: value.line.id })} <code>unfog explain {value.line.id}</code></p>
    </article>
  );
}
