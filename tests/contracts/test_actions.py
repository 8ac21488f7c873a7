"""Rules, domain and the classes in `actions/` name the same actions."""

from collections import Counter

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from bot.config import ROOT
from tests.contracts.sources import domain, rules


@pytest.fixture(scope="module")
def implemented() -> dict[str, type]:
    """The classes of `actions/` by the name of their action, as the action server finds them."""
    executor = ActionExecutor()
    executor.register_package("actions")
    classes = {name: type(run.__self__) for name, run in executor.actions.items()}
    return {name: found for name, found in classes.items() if found.__module__.startswith("actions.")}


def test_every_action_of_the_domain_has_a_class_and_the_other_way_round(implemented: dict[str, type]) -> None:
    assert Counter(domain()["actions"]) == Counter(implemented.keys())


def test_no_two_actions_share_a_class(implemented: dict[str, type]) -> None:
    assert len(set(implemented.values())) == len(implemented)


def test_every_action_is_called_by_a_rule_and_every_rule_calls_a_known_one() -> None:
    called = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    assert called == set(domain()["actions"])


def test_every_rule_ends_in_an_action() -> None:
    assert not [rule["rule"] for rule in rules() if "action" not in rule["steps"][-1]]


def test_the_action_of_the_fallback_is_known() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    fallbacks = {policy.get("core_fallback_action_name") for policy in config["policies"]} - {None}
    assert fallbacks
    assert fallbacks <= set(domain()["actions"])
