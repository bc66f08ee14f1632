// Verdicts on one event or claim: right as it stands, a field put right, set aside; each with a name and a reason.
import { useSignal } from "@preact/signals";
import { desk } from "../data";
import { say, word } from "../say";
import type { EventPage } from "../shapes";
import { plain } from "../words";
import { judge, who } from "./judging";

export function Verdicts({ page, then }: { page: EventPage; then: () => void }) {
  const claim = useSignal(0);
  const why = useSignal("");
  const field = useSignal(desk.value?.rights.fields[0] ?? "");
  const value = useSignal("");
  const said = page.said[claim.value];
  const send = async (verdict: string, subjects: string[], correction = false): Promise<void> => {
    const done = await judge({ verdict, subjects, why: why.value, ...(correction ? { field: field.value, value: value.value } : {}) });
    if (done) then();
  };
  if (!said) return null;
  return (
    <section class="verdicts" aria-labelledby="verdicts">
      <h3 id="verdicts">{say("verdict.title")}</h3>
      <Name />
      <label>{say("verdict.why")} <input type="text" value={why.value} onInput={(e) => (why.value = e.currentTarget.value)} /></label>
      <p class="buttons"><button type="button" class="primary" onClick={() => void send("accept", [page.line.id])}>{say("verdict.accept")}</button></p>
      {page.said.length > 1 && (
        <label>{say("verdict.claim")}
          <select value={claim.value} onChange={(e) => (claim.value = Number(e.currentTarget.value))}>
            {page.said.map((one, at) => <option key={one.id} value={at}>[{one.number}] {one.quote.slice(0, 70)}</option>)}
          </select>
        </label>
      )}
      <Correction field={field.value} value={value.value} set={(name, to) => { field.value = name; value.value = to; }} />
      <p class="buttons">
        <button type="button" disabled={!value.value} onClick={() => void send("correct", [said.id], true)}>{say("verdict.correct")}</button>
        <button type="button" onClick={() => void send("set_aside", [said.id])}>{say("verdict.set_aside")}</button>
        <button type="button" onClick={() => void send("set_aside", [said.article.id])}>{say("verdict.set_aside_article")}</button>
      </p>
    </section>
  );
}

export const Name = () => (
  <label>{say("verdict.who")} <input type="text" autocomplete="name" value={who.value} onInput={(e) => (who.value = e.currentTarget.value)} /></label>
);

/** Which field of a claim is put right, and to what: one of a closed list where the field has one. */
export function Correction({ field, value, set }: { field: string; value: string; set: (field: string, value: string) => void }) {
  const { fields = [], choices = {} } = desk.value?.rights ?? {};
  const known = choices[field];
  return (
    <div class="correction">
      <label>{say("verdict.field")}
        <select value={field} onChange={(e) => set(e.currentTarget.value, "")}>{fields.map((name) => <option key={name} value={name}>{plain(name)}</option>)}</select>
      </label>
      <label>{say("verdict.value")}
        {known
          ? <select value={value} onChange={(e) => set(field, e.currentTarget.value)}><option value="" />{known.map((one) => <option key={one} value={one}>{field === "factuality" ? `${one} ${word("factuality", one)}` : plain(one)}</option>)}</select>
          : <input type="text" value={value} placeholder={field === "time" ? "2022-09-03" : ""} onInput={(e) => set(field, e.currentTarget.value)} />}
      </label>
    </div>
  );
}
