// A side as a small tag: its code on a neutral colour, the same for all that are not told apart by it.
import { country } from "../words";

const TONES = 4;

/** Tones are given by the letters of a code, so that a side keeps its tone on every page and none has a colour of its flag. */
const toneOf = (code: string): number => [...code].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TONES;

export function Side({ code }: { code: string }) {
  return <abbr class={`side tone-${toneOf(code)}`} title={country(code)}>{code}</abbr>;
}

export function Sides({ codes }: { codes: string[] }) {
  return <>{codes.filter((code) => code !== "none").map((code) => <Side key={code} code={code} />)}</>;
}
