"""Rules, domain and the classes in `actions/` name the same actions."""

import ast
from collections import Counter

import pytest
import yaml

from actions.__main__ import ACTIONS
from bot.config import ROOT
from tests.contracts.sources import domain, python_files, rules, tree_of


@pytest.fixture(scope="module")
def implemented() -> dict[str, type]:
    """The classes of `actions/` by the name of their action, as the action server runs them."""
    return {action.action_name: action for action in ACTIONS}


def test_every_action_of_the_domain_has_a_class_and_the_other_way_round(implemented: dict[str, type]) -> None:
    assert Counter(domain()["actions"]) == Counter(implemented.keys())


def test_every_class_is_run_by_the_action_server() -> None:
    written = {
        node.name
        for file in python_files("actions")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) and "DialogAction" in {ast.unparse(base) for base in node.bases}
    }
    assert Counter(action.__name__ for action in ACTIONS) == Counter(written)


def test_every_action_is_called_by_a_rule_and_every_rule_calls_a_known_one() -> None:
    called = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    forms = domain()["forms"]
    # A form calls two actions by itself: one that takes what is said, and one for each of its slots that asks.
    of_forms = {f"validate_{form}" for form in forms}
    of_forms |= {f"action_ask_{slot}" for form in forms.values() for slot in form["required_slots"]}
    assert (called - set(forms)) | of_forms == set(domain()["actions"])
    assert set(forms) <= called


def test_every_rule_ends_in_an_action() -> None:
    ends = {"action", "active_loop", "slot_was_set"}
    assert not [rule["rule"] for rule in rules() if not ends & set(rule["steps"][-1])]


def test_the_action_of_the_fallback_is_known() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    fallbacks = {policy.get("core_fallback_action_name") for policy in config["policies"]} - {None}
    assert fallbacks
    assert fallbacks <= set(domain()["actions"])
