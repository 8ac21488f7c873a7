"""Every payload of Messenger has the form that its page of the documentation tells."""

import json
from typing import Any

import pytest

from tests.payloads import names, read

DOCUMENTED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # page on the event, what the event holds, what that holds at least
    "text": ("messages", "message", ("mid", "text")),
    "text_cyrillic": ("messages", "message", ("mid", "text")),
    "text_nlp": ("Built-in NLP", "message", ("mid", "text", "nlp")),
    "text_from_ad": ("messages", "message", ("mid", "text", "referral")),
    "quick_reply": ("messages", "message", ("mid", "text", "quick_reply")),
    "postback": ("messaging_postbacks", "postback", ("mid", "title", "payload")),
    "get_started": ("messaging_postbacks", "postback", ("mid", "title", "payload")),
    "persistent_menu": ("messaging_postbacks", "postback", ("mid", "title", "payload")),
    "referral_in_postback": ("messaging_postbacks", "postback", ("mid", "title", "payload", "referral")),
    "referral": ("messaging_referrals", "referral", ("ref", "source", "type")),
    **dict.fromkeys(
        (
            *("image", "images", "video", "audio", "file", "sticker", "like", "like_transition", "fallback_share"),
            *("fallback_without_payload", "post_share", "reel_share", "location", "location_share"),
            *("attachment_deleted", "ephemeral"),
        ),
        ("messages", "message", ("mid", "attachments")),
    ),
    "reply_to": ("messages", "message", ("mid", "text", "reply_to")),
    "reply_to_story": ("Instagram: messages", "message", ("mid", "text", "reply_to")),
    "reaction": ("message_reactions", "reaction", ("reaction", "emoji", "action", "mid")),
    "reaction_removed": ("message_reactions", "reaction", ("action", "mid")),
    "read": ("message_reads", "read", ("watermark",)),
    "delivery": ("message_deliveries", "delivery", ("mids", "watermark")),
    "delivery_watermark_only": ("message_deliveries", "delivery", ("watermark",)),
    "echo_own": ("message_echoes", "message", ("mid", "is_echo", "app_id", "metadata", "text")),
    "echo_inbox": ("message_echoes", "message", ("mid", "is_echo", "app_id", "text")),
    "echo_inbox_without_app": ("message_echoes", "message", ("mid", "is_echo", "text")),
    "echo_other_app": ("message_echoes", "message", ("mid", "is_echo", "app_id", "text")),
    "echo_attachment": ("message_echoes", "message", ("mid", "is_echo", "app_id", "attachments")),
    "echo_template": ("message_echoes", "message", ("mid", "is_echo", "app_id", "attachments")),
    "message_edit": ("message_edits", "message_edit", ("mid", "text", "num_edit")),
    "message_unsent": ("Instagram: messages", "message", ("mid", "is_deleted")),
    "optin": ("messaging_optins", "optin", ("type", "payload", "notification_messages_token")),
    "account_linked": ("messaging_account_linking", "account_linking", ("status", "authorization_code")),
    "account_unlinked": ("messaging_account_linking", "account_linking", ("status",)),
    "pass_thread_control": ("messaging_handovers", "pass_thread_control", ("new_owner_app_id",)),
    "take_thread_control": ("messaging_handovers", "take_thread_control", ("previous_owner_app_id",)),
    "request_thread_control": ("messaging_handovers", "request_thread_control", ("requested_owner_app_id",)),
    "app_roles": ("messaging_handovers", "app_roles", ("202000000000002",)),
    "policy_warning": ("messaging_policy_enforcement", "policy_enforcement", ("action", "reason")),
    "policy_block": ("messaging_policy_enforcement", "policy_enforcement", ("action", "reason")),
    "policy_unblock": ("messaging_policy_enforcement", "policy_enforcement", ("action",)),
    "response_feedback": ("response_feedback", "response_feedback", ("feedback", "mid")),
    "messaging_feedback": ("Customer Feedback Template", "messaging_feedback", ("feedback_screens",)),
    "standby_message": ("standby", "message", ("mid", "text")),
    "standby_postback": ("standby", "postback", ("mid", "title")),
    "standby_echo": ("standby", "message", ("mid", "is_echo", "app_id", "text")),
    "standby_read": ("standby", "read", ("watermark",)),
    "instagram_message": ("Instagram: messages", "message", ("mid", "text")),
    "unsupported": ("Instagram: messages", "message", ("mid", "is_unsupported")),
    "message_without_content": ("none", "message", ("mid",)),
    "unknown_event_hologram": ("none", "hologram", ()),
    "unknown_event_scalar": ("none", "presence", ()),
    "unknown_event_list": ("none", "polls", ()),
}
ODD = {"batch_two_entries", "batch_unknown_page", "empty_messaging", "empty_entry", "feed_changes"}


def events(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [event for entry in content["entry"] for name in ("messaging", "standby") for event in entry.get(name, [])]


def test_every_payload_is_listed() -> None:
    assert set(names("messenger")) == set(DOCUMENTED) | ODD


@pytest.mark.parametrize("name", sorted(set(DOCUMENTED) | ODD))
def test_every_payload_has_the_common_form(name: str) -> None:
    content = read("messenger", name)
    assert content["object"] == ("instagram" if name == "instagram_message" else "page")
    for entry in content["entry"]:
        assert isinstance(entry["id"], str)
        assert isinstance(entry["time"], int)
        assert len({"messaging", "standby", "changes"} & set(entry)) == 1
    for event in events(content):
        senderless = {"app_roles", "policy_enforcement"} & set(event)
        assert ("sender" in event) != bool(senderless)
        echo = event.get("message", {}).get("is_echo", False)
        page = event["sender" if echo else "recipient"]["id"]
        assert page in {entry["id"] for entry in content["entry"]}
        assert name == "delivery_watermark_only" or event["timestamp"] > 1_700_000_000_000
    assert "fbcdn" not in json.dumps(content)  # nothing that was really sent


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_every_payload_holds_what_its_page_tells(name: str) -> None:
    _, key, held = DOCUMENTED[name]
    [event] = events(read("messenger", name))
    assert set(event) - {"sender", "recipient", "timestamp", "hint"} == {key}
    assert not held or set(held) <= set(event[key])
    if "standby" in name:
        assert "payload" not in event.get("postback", {})
    for attachment in event["message"].get("attachments", []) if key == "message" else []:
        assert isinstance(attachment["type"], str)


def test_the_odd_payloads() -> None:
    assert [len(entry["messaging"]) for entry in read("messenger", "batch_two_entries")["entry"]] == [2, 1]
    assert len({entry["id"] for entry in read("messenger", "batch_unknown_page")["entry"]}) == 2
    for name in ("empty_messaging", "empty_entry", "feed_changes"):
        assert events(read("messenger", name)) == []


def test_no_two_messages_share_an_id() -> None:
    sent = [event for name in DOCUMENTED if name != "message_unsent" for event in events(read("messenger", name))]
    mids = [event["message"]["mid"] for event in sent if "message" in event]
    assert len(set(mids)) == len(mids)
