"""The trained reader: windows of sentences, stand-ins for names, heads by token, and its part in the claims."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unfog.knowledge import Knowledge
from unfog.model import Annotation, Document
from unfog.stages.annotate.recognise import Recogniser
from unfog.stages.extract.encoder import Signals, load_encoder, marked
from unfog.stages.extract.encoder.pieces import load_cutter
from unfog.stages.extract.encoder.signals import Heads, Labels
from unfog.stages.extract.encoder.windows import windows
from unfog.stages.extract.reading import Reading, Rules
from unfog.stages.extract.tree import Tree

KNOWLEDGE = Knowledge()
TEXT = (
    "Russian rockets hit a dairy in Veselivka on Monday, killing at least four people, the regional administration said. "
    "Moscow denied that it had fired on the village."
)


@given(st.lists(st.integers(1, 300), max_size=40), st.integers(32, 200))
def test_each_sentence_is_some_window_s_own(lengths, budget):
    own = [place for window in windows(lengths, budget) for place in range(window.own, window.last)]
    assert own == list(range(len(lengths)))


@given(st.lists(st.integers(1, 300), min_size=1, max_size=40))
def test_a_window_keeps_its_budget_unless_one_sentence_breaks_it(lengths):
    for window in windows(lengths, 128):
        assert window.last - window.own == 1 or sum(lengths[window.first : window.last]) <= 128


CUTTER = load_cutter(KNOWLEDGE.model("en") / "tokenizer.json")
# Latin, Greek and Cyrillic: of rarer letters the library knows those of an older Unicode.
LETTERS = st.characters(max_codepoint=0x52F, exclude_characters="[]", exclude_categories=("Cs", "Cn", "Cc")) | st.sampled_from("aeiou tsrn\n .,'’-$é\u0301İß中ñ")


@pytest.fixture(scope="module")
def library():
    """The library by which the weights were trained, set to cut nothing short."""
    tokenizer = pytest.importorskip("tokenizers").Tokenizer.from_file(str(KNOWLEDGE.model("en") / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: tokenizer.encode(text, add_special_tokens=False)


@given(text=st.text(LETTERS, max_size=40))
def test_texts_are_cut_as_the_weights_were_trained(library, text):
    expected, found = library(text), CUTTER.cut(text)
    assert found.ids == tuple(expected.ids)
    assert found.starts == tuple(start for start, _ in expected.offsets)


def test_a_word_without_end_is_unknown(library):
    for text in ("x" * 101, "a" * 100, f"He said {'z' * 300}!", TEXT):
        assert CUTTER.cut(text).ids == tuple(library(text).ids)


@pytest.fixture(scope="module")
def neutraliser():
    return KNOWLEDGE.neutraliser("en")


def test_swapped_parties_are_one_neutral_text(neutraliser):
    one = neutraliser.text("Russia said that Ukrainian drones had hit Moscow; Ukrainians under Volodymyr Zelensky denied it.").text
    other = neutraliser.text("Ukraine said that Russian drones had hit Kyiv; Russians under Vladimir Putin denied it.").text
    assert one == other
    assert one.startswith("Germany said that Italian drones had hit Berlin")


def test_a_government_s_seat_is_told_like_its_capital(neutraliser):
    told = [neutraliser.text(f"{seat} denied it; Norway did not.").text for seat in ("Kremlin", "Bankova", "Moscow", "Kyiv")]
    assert set(told) == {"Berlin denied it; Italy did not."}


def test_a_party_keeps_its_stand_in_under_each_of_its_names(neutraliser):
    text = "Ukraine hit a depot. Russian officials blamed Kyiv; Moscow vowed to answer the Ukrainians."
    assert neutraliser.text(text).text == "Germany hit a depot. Italian officials blamed Berlin; Rome vowed to answer the Germans."


def test_offsets_lead_back_to_the_text(neutraliser):
    text = "Kazakhstan and Ukraine met in Tashkent, and Lukashenko watched the Belarusians go."
    neutral = neutraliser.text(text)
    words = ("and", "met in", "watched the", "go.")
    assert [text[neutral.back(neutral.text.index(word)) :][: len(word)] for word in words] == list(words)


@given(st.text(alphabet="RusiaUkrnePtKyv .,\n", max_size=80))
def test_no_offset_leads_out_of_the_text(text):
    neutral = KNOWLEDGE.neutraliser("en").text(text) if len(text) < 3 else SHARED.text(text)
    back = [neutral.back(place) for place in range(len(neutral.text))]
    assert all(0 <= place <= len(text) for place in back)


SHARED = KNOWLEDGE.neutraliser("en")


def signals_of_two_tokens():
    labels = Labels(
        types=("none", "strike"), roles=("source",), marks=("cue",), attributes={"voice": ("article", "named"), "phase": ("past", "future")}
    )
    heads = Heads(
        triggers=np.array([[0, 0], [0, 9], [9, 0], [0, 0]], np.float32),
        marks=np.zeros((4, 3), np.float32),
        attributes=np.array([[0, 0, 0, 0], [0, 5, 5, 0], [0, 0, 0, 0], [0, 0, 0, 0]], np.float32),
        certainty=np.array([0, 2.5, 0, 0], np.float32),
        event=np.eye(4, dtype=np.float32) * 18,
        word=np.eye(4, dtype=np.float32),
        alone=np.full((4, 1), -9, np.float32),
    )
    return Signals(labels, [heads], [{0: range(1, 2), 1: range(2, 3)}], {0: 0, 1: 0})


def test_heads_are_read_by_token_and_name():
    signals = signals_of_two_tokens()
    events = dict(signals.events(0.0))
    assert events[0]["strike"] > 0.99
    assert events[1]["strike"] < 0.01
    assert signals.attribute(0, "voice")["named"] > 0.9
    assert signals.attribute(0, "phase")["past"] > 0.9
    assert signals.certainty(0) == 2.5
    assert signals.role(0, "source")[0] > 0.99
    assert signals.role(0, "source")[1] < 0.01


def test_a_token_that_was_not_read_says_nothing():
    signals = signals_of_two_tokens()
    assert signals.types(7) == {}
    assert signals.role(7, "source") == {}
    assert signals.certainty(7) is None


@pytest.fixture(scope="module")
def read():
    encoder = load_encoder(KNOWLEDGE, "en")
    if encoder is None:
        pytest.fail("the weights of English are part of the package")
    recogniser, rules = Recogniser(KNOWLEDGE, "en"), Rules(KNOWLEDGE, "en")

    def of(text: str) -> tuple[Document, Annotation, Signals, Reading]:
        document = Document(
            id="d", capture_id="c", name="d", publisher=None, published=None, published_precision=None, published_from=None, url=None, title=None, text=text
        )
        annotation = recogniser.annotate(document, "en")
        signals = encoder.read(text, annotation.sentences, annotation.tokens)
        return document, annotation, signals, Reading(rules, document, annotation, signals)

    return of


def test_the_weights_read_an_attack_its_toll_and_its_denial(read):
    claims = read(TEXT)[3].claims()
    told = {(claim.event_type, claim.stance) for claim in claims}
    assert ("casualties", "asserts") in told
    assert any(kind in {"shelling", "missile_strike", "strike"} and stance == "denies" for kind, stance in told)
    (toll,) = (claim for claim in claims if claim.event_type == "casualties" and claim.stance == "asserts")
    assert [(figure.measure, figure.low, figure.high) for figure in toll.numbers] == [("killed", 4, None)]
    assert toll.source == "regional administration"


def test_the_weights_mark_who_says_what(read):
    _, annotation, signals, _ = read(TEXT)
    found = marked(signals, Tree(TEXT, annotation.tokens), annotation.sentences)
    words = [[TEXT[annotation.tokens[each].start : annotation.tokens[each].end] for each in one.cue] for one in found]
    assert words == [["said"], ["denied"]]


def test_a_text_is_read_alike_whatever_it_stands_beside(read):
    _, _, one, _ = read(TEXT)
    _, _, other, _ = read(TEXT)
    assert [types for _, types in one.events(0.0)] == [types for _, types in other.events(0.0)]


def test_an_empty_text_has_no_signals():
    encoder = load_encoder(KNOWLEDGE, "en")
    assert encoder is not None
    assert list(encoder.read("", (), ()).events(0.0)) == []
