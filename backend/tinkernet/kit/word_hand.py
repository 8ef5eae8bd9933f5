"""What the learner's hand does to word2vec: a text, a question, a word, a place in the text."""

from tinkernet.kit.word_bars import power_for
from tinkernet.kit.word_config import WordConfig
from tinkernet.kit.word_scores import parsed
from tinkernet.kit.word_state import WordState
from tinkernet.kit.word_text import MOST_CHARACTERS, typed
from tinkernet.panels import Ask, Gesture, Goto, Pick, SetBar, TypeText
from tinkernet.refusal import RefusalError

#: Which control remembers how far each panel was walked, and its last value.
_WALKS = {"window": ("at", 9999), "pairs": ("pair", 63), "graph": ("visit", 99)}


def handled(state: WordState, panel: str, gesture: Gesture) -> WordConfig | None:
    """The config after the gesture; None for one that has no meaning here.

    Raises:
        RefusalError: for a text without neighbours, or a question with an unknown word.
    """
    config = state.config
    match gesture:
        case TypeText():
            if len(gesture.text) > MOST_CHARACTERS:
                typed(gesture.text)
            at_start: dict[str, str | int] = {"text": gesture.text, "asked": "", "at": 0, "pair": 0}
            return config.changed(at_start)
        case Ask():
            if gesture.text.strip():
                parsed(gesture.text, state.corpus)
            return config.changed({"asked": gesture.text.strip()})
        case Pick():
            if gesture.id < 0:
                return config.changed({"asked": ""})
            if gesture.id >= state.corpus.size:
                raise RefusalError(
                    f"There is no word {gesture.id}; they go to {state.corpus.size - 1}.", "id"
                )
            return config.changed({"asked": state.corpus.words[gesture.id]})
        case SetBar() if panel == "noise":
            return config.changed({"power": power_for(state, gesture.index, gesture.value)})
        case Goto() if panel in _WALKS:
            name, most = _WALKS[panel]
            return config.changed({name: min(gesture.at, most)})
        case _:
            return None
