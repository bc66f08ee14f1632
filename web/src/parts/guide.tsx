// How to read what is shown: grades, what the picture is and is not, keys.
import { about } from "../data";
import { say, word } from "../say";
import { capital, GRADES } from "../words";
import { Glyph } from "./grades";

const KEYS: [string[], "keys.search" | "keys.step" | "keys.into" | "keys.close" | "keys.play" | "keys.help"][] = [
  [["/"], "keys.search"], [["j", "k"], "keys.step"], [["Enter"], "keys.into"], [["Esc"], "keys.close"], [["p"], "keys.play"], [["?"], "keys.help"],
];

export function Guide() {
  const { events, articles, notes } = about.value;
  return (
    <>
      <h2>{say("guide.name")}</h2>
      <p>{say("guide.count", { n: events, articles })} {say("guide.choose")}</p>
      <h3>{say("filter.grades")}</h3>
      <dl class="grades">
        {GRADES.filter((grade) => grade !== "ungraded").map((grade) => (
          <div key={grade}><dt><Glyph grade={grade} /> {capital(word("grade", grade))}</dt><dd>{word("meaning", grade)}</dd></div>
        ))}
      </dl>
      <h3>{say("guide.what")}</h3>
      <p>{say("guide.note")}</p>
      {notes.length > 0 && <ul class="reasons">{notes.map((note) => <li key={note} dir="auto">{note}</li>)}</ul>}
      <Keys />
    </>
  );
}

function Keys() {
  return (
    <>
      <h3>{say("keys.name")}</h3>
      <dl class="keys">{KEYS.map(([keys, what]) => <div key={what}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{say(what)}</dd></div>)}</dl>
    </>
  );
}
