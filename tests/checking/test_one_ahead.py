"""One question ahead: in order, never two, and what one raises is raised where it is taken."""

import time

import pytest

from hiraku.checking.cells.one_ahead import one_ahead


def test_answers_come_in_order_and_one_question_is_ahead():
    asked = []
    with one_ahead(lambda item: (asked.append(item), item * 10)[1], [1, 2, 3]) as answers:
        assert next(answers) == 10
        _wait_for(asked, 2)
        time.sleep(0.05)
        assert asked == [1, 2]
        assert list(answers) == [20, 30]
    assert asked == [1, 2, 3]


def test_nothing_to_ask_is_asked_nothing():
    with one_ahead(pytest.fail, []) as answers:
        assert list(answers) == []


def test_what_a_question_raises_is_raised_where_its_answer_is_taken():
    with one_ahead(lambda item: 10 // item, [1, 0, 2]) as answers:
        assert next(answers) == 10
        with pytest.raises(ZeroDivisionError):
            next(answers)


def _wait_for(asked, number):
    until = time.monotonic() + 10
    while len(asked) < number and time.monotonic() < until:
        time.sleep(0.001)
