"""What the lab `word2vec` says to texts and questions it cannot use, and to unusual ones it can."""

import pytest

from tests.labs.running import frame
from tests.labs.words import panel, table, words
from tinkernet.kit.word_text import MOST_CHARACTERS, MOST_WORDS
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec
from tinkernet.panels import Ask, Pick, Tokens, TypeText
from tinkernet.refusal import RefusalError

PERSIAN = "سیب شیرین است. پرتقال هم شیرین است. می‌خواهم سیب بخورم؛ تو پرتقال بخور."
HEBREW = "שלום עולם טוב. עולם טוב ושלום."


def typed(text: str) -> Word2Vec:
    """The lab with a text of the learner's own, a few steps later."""
    lab = words("self-supervised")
    lab.gesture("window", TypeText(text=text))
    for _ in range(5):
        lab.step()
    return lab


def refused(text: str) -> str:
    lab = words("self-supervised")
    with pytest.raises(RefusalError) as refusal:
        lab.gesture("window", TypeText(text=text))
    # The run goes on with the text it had.
    assert lab.config.text == ""
    assert lab.step()["loss"] > 0
    return refusal.value.message


def window(lab: Word2Vec) -> Tokens:
    found = panel(lab, "window")
    assert isinstance(found, Tokens)
    return found


def test_a_text_of_one_word_is_refused_with_what_it_needs() -> None:
    said = refused("apple")
    assert "at least two different words" in said
    assert "“apple”" in said
    assert "Write a sentence or two" in said


def test_one_word_again_and_again_is_refused() -> None:
    assert "only “no” came" in refused("no no no. No!")


@pytest.mark.parametrize("text", ["   ", "…", "?!.", "\n\n", "--- ***"])
def test_a_text_without_words_is_refused(text: str) -> None:
    assert "none came" in refused(text)


def test_words_that_stand_alone_are_refused() -> None:
    assert "no word has a neighbour" in refused("Red. Green. Blue.")


def test_too_long_a_text_is_refused_with_both_lengths() -> None:
    said = refused("apples and pears " * 1000)
    assert f"{MOST_CHARACTERS:,}" in said
    assert "17,000" in said
    assert "shorter" in said


def test_the_longest_text_is_taken() -> None:
    text = ("apples and pears are sweet. " * 1000)[:MOST_CHARACTERS]
    assert typed(text).state.corpus.size <= 8


def test_the_rarest_of_too_many_words_are_left_out() -> None:
    text = " ".join(f"w{at}" for at in range(2_030))
    lab = typed(text)
    assert lab.state.corpus.size == MOST_WORDS
    assert frame(lab)


def test_an_empty_text_brings_the_packaged_one_back() -> None:
    lab = typed("a cat sat")
    lab.gesture("window", TypeText(text=""))
    assert lab.state.corpus.size > 90


@pytest.mark.parametrize("text", [PERSIAN, HEBREW])
def test_a_text_from_right_to_left_is_learnt_and_shown_in_its_direction(text: str) -> None:
    lab = typed(text)
    assert window(lab).direction == "rtl"
    assert lab.measure() == {}
    assert frame(lab)


def test_a_half_space_joins_the_parts_of_a_persian_word() -> None:
    corpus = typed(PERSIAN).state.corpus
    assert corpus.id("می‌خواهم") >= 0
    assert corpus.id("سیب") >= 0
    # The sentence ends at the Persian semicolon.
    assert list(corpus.tokens).count(-1) == 4


def test_a_persian_word_can_be_asked_for() -> None:
    lab = typed(PERSIAN)
    lab.gesture("map", Ask(text="سیب"))
    assert "سیب" in table_of_neighbours(lab)


def table_of_neighbours(lab: Word2Vec) -> str:
    lab.apply(lab.config.changed({"look": "words"}))
    return table(lab, "neighbours").title


def test_a_few_foreign_letters_do_not_turn_an_english_text_around() -> None:
    assert window(typed("the word سیب means apple in Persian")).direction == "ltr"


def test_emoji_are_words_and_stay_whole() -> None:
    lab = typed("👍🏽 means yes. 👩‍👩‍👧 is a family. I ❤️ 🇮🇷 and 🍎🍎.")
    for sign in ("👍🏽", "👩‍👩‍👧", "❤️", "🇮🇷", "🍎"):
        assert lab.state.corpus.id(sign) >= 0, sign
    lab.gesture("map", Ask(text="🍎"))
    assert "🍎" in table_of_neighbours(lab)


def test_emoji_alone_are_a_text() -> None:
    assert typed("🍎🍐🍎🍐").state.corpus.size == 2


@pytest.mark.parametrize(
    "text",
    ["a b", "我喜欢苹果。我喜欢梨。", "Ça va? Ça vient.", "don't can't", "1 2 3 4",
     "a_b c\x00d \ufffd", "<b>bold</b> & 'quoted'"],
)  # fmt: skip
def test_other_texts_are_learnt_and_drawn(text: str) -> None:
    assert frame(typed(text))


def test_every_view_can_draw_a_text_of_two_words() -> None:
    lab = typed("yes no")
    for option in lab.config.controls()["look"].options:
        lab.apply(lab.config.changed({"look": option.value}))
        assert frame(lab), option.value
        lab.step()


@pytest.mark.parametrize(
    "objective", ["softmax", "negative-sampling", "hierarchical", "cbow", "glove-like"]
)
def test_every_objective_learns_from_two_words(objective: str) -> None:
    lab = words("make-dataset", text="yes no", objective=objective)
    for _ in range(5):
        assert lab.step()["loss"] >= 0
    assert frame(lab)


def asked(question: str) -> str:
    lab = words("skip-gram")
    with pytest.raises(RefusalError) as refusal:
        lab.gesture("map", Ask(text=question))
    assert lab.config.asked == ""
    return refusal.value.message


def test_an_unknown_word_is_refused_with_near_spellings() -> None:
    said = asked("aple")
    assert "no word “aple”" in said
    assert "Do you mean apple" in said


def test_an_unknown_word_without_near_ones_is_sent_to_the_map() -> None:
    assert "Try one that is on the map" in asked("zzzzzzz")


def test_an_unknown_word_in_an_analogy_is_named() -> None:
    assert "“wizard”" in asked("king - man + wizard")


@pytest.mark.parametrize(
    "question", ["king -", "king + - man", "king man", "+", "- ", "king queen - man"]
)
def test_a_question_that_is_no_sum_is_shown_how_to_write_one(question: str) -> None:
    assert "king - man + woman" in asked(question)


def test_too_long_a_sum_is_refused() -> None:
    assert "At most 8 words" in asked(" + ".join(["king"] * 9))


def test_capitals_and_other_minus_signs_are_understood() -> None:
    lab = words("skip-gram")
    lab.gesture("map", Ask(text="  King − MAN – boy + Woman "))
    assert "king − man − boy + woman" in table_of_neighbours(lab)


def test_a_word_beyond_the_vocabulary_cannot_be_picked() -> None:
    lab = words("skip-gram")
    with pytest.raises(RefusalError, match="There is no word 4000"):
        lab.gesture("map", Pick(id=4000))


def test_a_link_with_a_text_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(RefusalError, match="at least two different words"):
        words("make-dataset", text="alone")


@pytest.mark.parametrize("question", ["wizard", "king - wizard", "king -"])
def test_a_question_that_the_text_of_a_link_cannot_answer_is_a_caution(question: str) -> None:
    lab = words("skip-gram", asked=question)
    assert frame(lab)
    for name in ("map", "neighbours"):
        caution = panel(lab, name).caution
        assert "“wizard”" in caution or "king - man + woman" in caution
    lab.gesture("map", Ask(text="queen"))
    assert panel(lab, "map").caution == ""
    assert "queen" in table_of_neighbours(lab)
