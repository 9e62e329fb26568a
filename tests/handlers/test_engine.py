"""The engine: order, rejection, going back, and deploys in the middle of a talk. May import: everything."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from handlers import engine
from handlers.engine import Ask, Flow, Option, Reject
from handlers.messages import Message
from handlers.turn import Turn
from tests.handlers.build import make_turn


def _number(_turn: Turn, text: str) -> int:
    if not text.isdecimal():
        raise Reject("choose-one")
    return int(text)


def _ask(name: str, **more: Any) -> Ask:
    return Ask(name=name, say=lambda _: Message(text=f"{name}?"), **more)


def _colours(_turn: Turn) -> list[Option]:
    return [Option("red", "Đỏ"), Option("blue", "Xanh")]


def _done(turn: Turn) -> list[Message]:
    return [Message(text=" ".join(f"{name}={value}" for name, value in turn.state.answers.items()))]


COLOUR = _ask("colour", options=_colours)
SHADE = _ask("shade", parse=_number, when=lambda said: said["colour"] == "blue")
COUNT = _ask("count", parse=_number)
NAME = _ask("name", parse=lambda _turn, text: text)
SHOP = Flow(name="shop", steps=(COLOUR, SHADE, COUNT), finish=_done)


@pytest.fixture
def turn(empty: Session) -> Turn:
    return make_turn(empty)


def _say(messages: list[Message] | None) -> list[str]:
    return [message.text for message in messages or []]


def test_questions_come_in_order_and_then_the_end(turn: Turn) -> None:
    assert _say(engine.start(turn, SHOP)) == ["colour?"]
    assert _say(engine.resume(turn, SHOP, key="blue")) == ["shade?"]
    assert _say(engine.resume(turn, SHOP, text="3")) == ["count?"]
    assert _say(engine.resume(turn, SHOP, text="7")) == ["colour=blue shade=3 count=7"]
    assert (turn.state.flow, turn.state.step, turn.state.answers) == ("", "", {})


def test_a_question_whose_condition_fails_is_left_out(turn: Turn) -> None:
    engine.start(turn, SHOP)
    assert _say(engine.resume(turn, SHOP, key="red")) == ["count?"]


def test_what_is_known_is_not_asked(turn: Turn) -> None:
    assert _say(engine.start(turn, SHOP, {"colour": "red"})) == ["count?"]


def test_after_each_step_the_state_is_a_row_that_one_can_read(turn: Turn) -> None:
    engine.start(turn, SHOP)
    engine.resume(turn, SHOP, key="blue")
    state = turn.state
    assert (state.flow, state.step, state.answers, state.run) == ("shop", "shade", {"colour": "blue"}, 1)


@pytest.mark.parametrize("given", [{"key": "green"}, {"key": ""}, {"text": "green"}, {"text": ""}])
def test_an_answer_that_does_not_fit_changes_nothing(turn: Turn, given: dict[str, str]) -> None:
    engine.start(turn, SHOP)
    with pytest.raises(Reject):
        engine.resume(turn, SHOP, **given)
    assert (turn.state.step, turn.state.answers) == ("colour", {})


def test_a_button_carries_run_step_and_key(turn: Turn) -> None:
    engine.start(turn, SHOP)
    buttons = engine.start(turn, SHOP)[0].buttons
    assert [(button.label, button.value) for button in buttons] == [
        ("Đỏ", "s:2:colour:red"),
        ("Xanh", "s:2:colour:blue"),
    ]


def test_back_asks_the_last_question_again_and_forgets_what_came_after(turn: Turn) -> None:
    engine.start(turn, SHOP)
    engine.resume(turn, SHOP, key="blue")
    engine.resume(turn, SHOP, text="3")
    assert _say(engine.back(turn, SHOP)) == ["shade?"]
    assert turn.state.answers == {"colour": "blue"}
    assert _say(engine.back(turn, SHOP)) == ["colour?"]
    assert engine.back(turn, SHOP) is None
    assert turn.state.step == "colour"


def test_back_forgets_answers_that_a_deploy_put_behind_the_open_step(turn: Turn) -> None:
    engine.start(turn, SHOP)
    engine.resume(turn, SHOP, key="red")
    turned = Flow(name="shop", steps=(NAME, COUNT, COLOUR), finish=_done)
    assert engine.back(turn, turned) is None
    turn.state.answers |= {"name": "Lan"}
    assert _say(engine.back(turn, turned)) == ["name?"]
    assert turn.state.answers == {}


def test_a_question_that_a_deploy_inserts_is_asked_next(turn: Turn) -> None:
    engine.start(turn, SHOP)
    engine.resume(turn, SHOP, key="red")
    longer = Flow(name="shop", steps=(COLOUR, NAME, SHADE, COUNT), finish=_done)
    assert _say(engine.resume(turn, longer, text="7")) == ["name?"]
    assert turn.state.answers == {"colour": "red", "count": 7}
    assert _say(engine.resume(turn, longer, text="Lan")) == ["colour=red count=7 name=Lan"]


def test_a_removed_question_swallows_its_answer(turn: Turn) -> None:
    engine.start(turn, SHOP)
    shorter = Flow(name="shop", steps=(COUNT,), finish=_done)
    assert engine.ask_again(turn, shorter) is None
    assert _say(engine.resume(turn, shorter, text="Đỏ")) == ["count?"]
    assert turn.state.answers == {}


def test_an_end_may_begin_another_flow(turn: Turn) -> None:
    other = Flow(name="other", steps=(NAME,), finish=_done)
    first = Flow(name="first", steps=(COUNT,), finish=lambda t: engine.start(t, other))
    engine.start(turn, first)
    assert _say(engine.resume(turn, first, text="1")) == ["name?"]
    assert (turn.state.flow, turn.state.run) == ("other", 2)


def test_an_option_may_be_said_in_words_where_the_step_reads_them(turn: Turn) -> None:
    both = Flow(name="both", steps=(_ask("count", options=_colours, parse=_number),), finish=_done)
    engine.start(turn, both)
    assert _say(engine.resume(turn, both, text="5")) == ["count=5"]
