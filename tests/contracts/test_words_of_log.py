"""Contract: whatever is recorded has a word in the log, in every language of the interface."""

import ast
from pathlib import Path

from poa_portal.audit.verbs import WORDS
from tests.contracts.test_workflows import WORKFLOWS

ROOT = Path(__file__).parents[2]
ROOMS = ("poa_portal", "states", "stakeholders", "meetings", "reports")


def _trees() -> list[ast.Module]:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts]
    return [ast.parse(file.read_text()) for file in files]


def _takers(trees: list[ast.Module]) -> dict[str, int]:
    """Functions that are given a verb, and at which place."""
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    named = {function.name: [one.arg for one in function.args.args] for function in functions}
    return {name: arguments.index("verb") for name, arguments in named.items() if "verb" in arguments}


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def recorded_verbs() -> set[str]:
    """The verbs that stand in the calls of the rooms, both of them where one of two is chosen."""
    trees = _trees()
    takers = _takers(trees)
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in takers]
    given = [call.args[takers[_name(call)]] for call in calls if len(call.args) > takers[_name(call)]]
    constants = [node for argument in given for node in ast.walk(argument) if isinstance(node, ast.Constant)]
    return {constant.value for constant in constants if isinstance(constant.value, str)}


def test_every_recorded_act_has_a_word_in_the_log() -> None:
    verbs = recorded_verbs()
    assert {"create", "add_paragraph", "hand_over"} <= verbs  # the reading of the rooms is not blind
    assert verbs - WORDS.keys() == set()


def test_every_transition_has_a_word_in_the_log() -> None:
    assert {name for workflow, _states in WORKFLOWS.values() for name in workflow.transitions} - WORDS.keys() == set()
