"""No side is favoured: swapping two parties in a text swaps them in its claims."""

from __future__ import annotations

from evals.lines import tally_f1
from evals.swap import OWN, foremost, names, own_tallies, swapped

from unfog.knowledge import Knowledge

REGISTER = Knowledge().register
TEXT = "Moscow denied on Friday that Russian drones had hit Kiev. Sergey Lavrov met Dmytro Kuleba; Zelenskyy stayed in Ukraine."


def test_a_second_swap_gives_the_text_back():
    known = names(REGISTER, "2022-10-10")
    base = swapped(TEXT, known.spelled).text
    once = swapped(base, known.swapped)
    assert once.text.startswith("Kyiv denied on Friday that Ukrainian drones had hit Moscow. Dmytro Kuleba met Sergei Lavrov; Putin stayed in Russia.")
    assert swapped(once.text, known.swapped).text == base
    assert [once.text[at] for at in (0, 5, 35)] == ["K", "d", "n"]
    assert base[once.back(once.text.index("stayed")) :].startswith("stayed")


def test_the_two_states_named_most_are_the_sides():
    assert foremost("Kenya and Sudan met; Sudanese envoys left Nairobi and Khartoum.") == [("SD", "KE")]
    assert foremost("The mayor of Northgate left.") == []


def test_claims_swap_with_their_sides():
    texts = [path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.txt"))[:8]]
    tallies = own_tallies(texts)
    assert sum(each.gold for each in tallies) > 40
    assert tally_f1(tallies) >= 0.96  # what differs comes of names that have no stand-in
