"""Finds the numbers of a parsed text that count something, and what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unfog.model import Mention, Number
from unfog.stages.extract.figures.amounts import Amount, Numbers
from unfog.stages.extract.tree import Tree

FIRST_YEAR, LAST_YEAR = 1900, 2040  # a bare four-digit number between them is a year
OPENING = frozenset({"CD", "$", "SYM", "NNS", "NN", "NNP", "DT", "PDT", "JJ", "UH"})  # tags of words that begin numbers
NOUNS = frozenset({"NOUN", "PROPN"})
OLDEST = 115  # years
LAST_HOUR, LAST_MINUTE = 24, 59
INSIDE = frozenset({"compound", "amod", "nmod"})  # how the words of a counted phrase hang on its noun


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts something.

    `kind` is `count`, `percent` or a currency's code; `token` is the number's own; `noun` the token of what is counted, or
    None where it is left out ("wounding five"); `phrase` the counted words, those of an earlier number where this one
    leaves them out; `start` to `end` includes bounds and counted words; `whole` is the five of "3 of 5 tanks".
    """

    start: int
    end: int
    low: Number | None
    high: Number | None
    kind: str
    approximate: bool
    token: int
    noun: int | None
    phrase: str
    whole: bool = False


def find_quantities(tree: Tree, numbers: Numbers, times: Iterable[Mention] = ()) -> tuple[Quantity, ...]:
    """The quantities of a text in order; `times` are its expressions of time, whose numbers count nothing."""
    masked = sorted((mention.start, mention.end) for mention in times)
    found: list[Quantity] = []
    for token, amount in _amounts(tree, numbers, masked):
        quantity = _quantity(tree, numbers, amount, token=token, before=found)
        if quantity:
            found.append(quantity)
    return tuple(found)


def _amounts(tree: Tree, numbers: Numbers, masked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Amount]]:
    """Every number of the text with the index of the token at which it begins."""
    done = 0
    for index, token in enumerate(tree.tokens):
        if token.tag not in OPENING or token.start < done:
            continue
        if token.tag != "CD" and not numbers.opens(tree.text[token.start : token.end].lower()):
            continue
        if any(start <= token.start < end for start, end in masked):
            continue
        amount = numbers.read(tree.text, token.start)
        if amount:
            done = amount.end
            yield index, amount


def _quantity(tree: Tree, numbers: Numbers, amount: Amount, *, token: int, before: list[Quantity]) -> Quantity | None:
    inside = tree.within(amount.number, amount.end)
    main = _main(tree, inside) if inside else token
    alone = amount.kind not in {"count", "percent"} or tree.text[amount.end : amount.end + 1] == "\n"
    noun = None if alone else _counted(tree, numbers, main, inside)
    if amount.kind == "count" and (
        _is_year(tree, amount) or _counts_nothing(tree, numbers, amount, main=main, noun=noun)
    ):
        return None
    phrase, end = _phrase(tree, numbers, noun) if noun is not None else (_left_out(tree, main, before), amount.end)
    return Quantity(
        amount.start, max(end, amount.end), amount.low, amount.high, amount.kind, amount.approximate, main, noun, phrase,
        whole=_is_whole(tree, numbers, amount, before),
    )  # fmt: skip


def _is_whole(tree: Tree, numbers: Numbers, amount: Amount, before: list[Quantity]) -> bool:
    """Whether a number is that of which an earlier one is a part."""
    gap = tree.text[tree.tokens[before[-1].token].end : amount.start] if before else ""
    return bool(gap.strip()) and numbers.look_up("partitive", gap.strip()) is not None


def _main(tree: Tree, inside: range) -> int:
    """The number's token on which its others hang."""
    return next((each for each in reversed(inside) if tree.tokens[each].head not in inside), inside[-1])


def _counted(tree: Tree, numbers: Numbers, main: int, inside: range) -> int | None:
    """The token of what is counted: the noun that the number modifies, or the one behind its "of"."""
    of = _behind_of(tree, numbers, main)
    if of is not None:
        return None if tree.tokens[of].tag == "NN" and tree.tokens[main].tag == "CD" else of  # "seven of the group"
    token = tree.tokens[main]
    head = tree.tokens[token.head]
    if (
        token.head not in inside
        and head.pos in NOUNS
        and token.dep in {"nummod", "quantmod", "compound", "amod", "nmod"}
    ):
        return _whole_noun(tree, token.head)
    return _next_noun(tree, inside)


def _whole_noun(tree: Tree, noun: int) -> int:
    """The last noun of a compound: the number of "400 guard troops" may hang on its first."""
    while tree.tokens[noun].dep in {"compound", "nmod"} and tree.tokens[tree.tokens[noun].head].pos in NOUNS:
        noun = tree.tokens[noun].head
    return noun


def _behind_of(tree: Tree, numbers: Numbers, main: int) -> int | None:
    """The noun in "dozens of drones", "a third of the stations", "3 of 5 tanks"."""
    for child in tree.children[main]:
        if child > main and numbers.look_up("partitive", tree.word(child)):
            for noun in tree.children[child]:
                if tree.tokens[noun].pos in NOUNS:
                    return noun
    return None


def _next_noun(tree: Tree, inside: range) -> int | None:
    """The noun that ends the run of adjectives and nouns right behind a number, where the parser tied them otherwise."""
    found = None
    for index in range(inside.stop, min(inside.stop + 5, len(tree.tokens))):
        token = tree.tokens[index]
        if token.pos not in NOUNS | {"ADJ"} or "\n" in tree.text[tree.tokens[index - 1].end : token.start]:
            break
        if token.pos in NOUNS:
            found = index
    return found


def _phrase(tree: Tree, numbers: Numbers, noun: int) -> tuple[str, int]:
    """The counted words, without their number and what stands before it, and where they end."""
    first = noun
    while first > 0 and tree.tokens[first - 1].dep in INSIDE and tree.tokens[first - 1].pos in NOUNS | {"ADJ", "VERB"}:
        first -= 1
    end = tree.tokens[noun].end
    end = numbers.tail_end(tree.text, end)
    return tree.text[tree.tokens[first].start : end], end


def _left_out(tree: Tree, main: int, before: list[Quantity]) -> str:
    """What an earlier number of a row counted: "two villages in the north and three in the east"."""
    behind = tree.tokens[main + 1] if main + 1 < len(tree.tokens) else None
    if tree.tokens[main].dep not in {"conj", "appos"} or (behind and behind.tag in {"VBN", "JJ"}):
        return ""
    up = set(tree.up(main))
    rows = (
        each for each in reversed(before) if up & {each.noun, each.token, tree.tokens[each.noun or each.token].head}
    )
    return next((each.phrase for each in rows), "")


def _is_year(tree: Tree, amount: Amount) -> bool:
    digits = tree.text[amount.number : amount.end]
    return (
        len(digits) == 4 and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR and amount.low == amount.high
    )


def _counts_nothing(tree: Tree, numbers: Numbers, amount: Amount, *, main: int, noun: int | None) -> bool:
    """Hours, kilometres and the like; "one" as a pronoun; a bare age between commas; figures of no unit in names."""
    if numbers.measures_time_or_length(tree.text, amount.end):
        return True
    if noun is not None and numbers.measures_time_or_length(tree.text, tree.tokens[noun].start):
        return True
    words = tree.text[amount.number : amount.end].lower()
    if amount.low == amount.high == 1 and words.isalpha() and not _is_counting_one(tree, main, noun):
        return True
    if _is_age(tree, amount) or _is_model(tree, amount, main) or _is_clock(tree, numbers, amount):
        return True
    return noun is None and tree.tokens[main].ent.endswith(("DATE", "TIME", "ORDINAL"))


def _is_counting_one(tree: Tree, main: int, noun: int | None) -> bool:
    """Whether a "one" counts: before its noun, in a row of numbers, or before what happened ("one dead")."""
    token = tree.tokens[main]
    if noun is not None:
        return token.dep == "nummod"
    behind = tree.tokens[main + 1] if main + 1 < len(tree.tokens) else token
    row = token.dep == "conj" and (tree.tokens[token.head].pos in NOUNS | {"NUM"} or behind.tag == "IN")
    undergoes = token.dep == "dobj" and not tree.children[main] and behind.pos in {"PUNCT", "CCONJ", "ADP"}  # "kills one, injures two"
    return row or undergoes or behind.tag in {"VBN", "JJ"}


def _is_model(tree: Tree, amount: Amount, main: int) -> bool:
    """Whether a lone digit belongs to the name before it: "Leopard 2 tanks", not "in Kharkiv 2 people"."""
    before = tree.tokens[main - 1] if main else None
    if before is None or amount.number != before.end + 1 or amount.end != amount.number + 1:
        return False
    place_or_day = before.ent.endswith(("GPE", "LOC", "FAC", "DATE", "TIME"))
    return before.pos == "PROPN" and tree.text[amount.number].isdigit() and not place_or_day


def _is_clock(tree: Tree, numbers: Numbers, amount: Amount) -> bool:
    """Whether four digits are hours and minutes: "at 1630"."""
    digits = tree.text[amount.number : amount.end]
    if len(digits) != 4 or not digits.isdigit() or int(digits[:2]) > LAST_HOUR or int(digits[2:]) > LAST_MINUTE:
        return False
    before = tree.at(amount.number - 1)
    return amount.number > 0 and numbers.look_up("clock", tree.word(before)) is not None


def _is_age(tree: Tree, amount: Amount) -> bool:
    """Whether a number stands between a name and a comma or stop, as ages do: "Zoya Sydorenko, 33, said"."""
    before = tree.at(amount.number - 1)
    boxed = tree.word(before) == "," and tree.text[amount.end : amount.end + 1] in {",", ".", ";", ")"}
    return boxed and before > 0 and tree.tokens[before - 1].pos == "PROPN" and (amount.high or 0) < OLDEST
