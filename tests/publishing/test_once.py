"""What is said once: of each value and each way of asking, and never of another value."""

from jinja2 import Environment

from hiraku.publishing.rendering.macro_cache import macro_cache

MACROS = """
{% macro named(each, loud=false) %}{{ each.name }}{{ "!" if loud }}{{ count() }}{% endmacro %}
{% macro other(each) %}{{ count() }}{% endmacro %}
"""


class Value:
    def __init__(self, name):
        self.name = name


def said():
    """Return a function that asks, and the macros; each call of a macro counts one up."""
    calls = iter(range(100))
    made = Environment(autoescape=True)
    made.globals["count"] = lambda: next(calls)
    module = made.from_string(MACROS).module
    return macro_cache(), module.named, module.other


def test_a_macro_is_called_once_for_each_value_and_way():
    say, named, other = said()
    value = Value("a")
    asked = [say(named, value), say(named, value), say(named, value, "loud"), say(other, value)]
    assert asked == ["a0", "a0", "a!1", "2"]
    assert say(named, value, "loud") == "a!1"


def test_two_values_are_never_taken_for_one_another():
    say, named, _ = said()
    first = {say(named, Value("a")) for _ in range(20)}
    assert first == {f"a{number}" for number in range(20)}


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("hiraku.publishing.rendering.macro_cache.MOST", 2)
    say, named, _ = said()
    values = [Value("a"), Value("b"), Value("c")]
    assert [say(named, value) for value in [*values, values[0], values[2]]] == [
        "a0", "b1", "c2", "a3", "c2",
    ]  # fmt: skip
