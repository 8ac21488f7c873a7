"""What the audit log tells of, and how officers read it."""

from enum import StrEnum

from bot.i18n import N_

__all__ = ["ACTION_LABELS", "Action", "label_of"]


class Action(StrEnum):
    """Who did or read what. A word once stored stays: old lines keep it."""

    READ = "read"
    ATTACHMENT = "attachment"
    CLAIM = "claim"
    RELEASE = "release"
    LOSE = "lose"
    TRANSFER = "transfer"
    ASSIGN = "assign"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    REPLY = "reply"
    NOTE = "note"
    TAGS = "tags"
    REPORT = "report"
    MUTE = "mute"
    UNMUTE = "unmute"
    RESEND = "resend"
    RETRY_UPDATE = "retry_update"
    TRANSLATE = "translate"
    SUPERVISOR_CALLED = "supervisor_called"
    ESCALATED = "escalated"
    STOPPED_WAITING = "stopped_waiting"
    TOLD_LATE = "told_late"
    REOPENED = "reopened"
    RATED = "rated"
    FILED = "filed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    STATUS = "status"
    REPORTS_READ = "reports_read"
    MATCHED = "matched"
    EXPORTED = "exported"
    CANNED_ADDED = "canned_added"
    CANNED_CHANGED = "canned_changed"
    CANNED_REMOVED = "canned_removed"
    RULES_CHANGED = "rules_changed"
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOCKED = "locked"
    LOGOUT = "logout"
    PASSWORD_CHANGED = "password_changed"
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    JOINED = "joined"
    OFFICER_ADDED = "officer_added"
    OFFICER_CHANGED = "officer_changed"
    OFFICER_DISABLED = "officer_disabled"
    OFFICER_ENABLED = "officer_enabled"
    OFFICER_RESET = "officer_reset"
    AUDIT_READ = "audit_read"
    DATA_DELETED = "data_deleted"
    DELETION_ASKED = "deletion_asked"
    DELETION_DECIDED = "deletion_decided"
    HELD = "held"
    HOLD_LIFTED = "hold_lifted"
    PURGED = "purged"
    PRIVACY_READ = "privacy_read"
    KEYS_ROTATED = "keys_rotated"
    KEYS_DROPPED = "keys_dropped"


ACTION_LABELS = {
    Action.READ: N_("read the talk"),
    Action.ATTACHMENT: N_("downloaded a file of the talk"),
    Action.CLAIM: N_("took the talk"),
    Action.RELEASE: N_("gave the talk back"),
    Action.LOSE: N_("lost the talk by absence"),
    Action.TRANSFER: N_("handed the talk on"),
    Action.ASSIGN: N_("assigned the talk"),
    Action.RESOLVE: N_("closed the talk"),
    Action.REOPEN: N_("reopened the talk"),
    Action.REPLY: N_("wrote to the citizen"),
    Action.NOTE: N_("wrote a note"),
    Action.TAGS: N_("changed the tags"),
    Action.REPORT: N_("linked a report"),
    Action.FILED: N_("a report was passed on"),
    Action.ADDED: N_("The citizen added to a report"),
    Action.WITHDRAWN: N_("The citizen withdrew a report"),
    Action.STATUS: N_("changed how a report stands"),
    Action.REPORTS_READ: N_("looked through the reports"),
    Action.MATCHED: N_("said whether two reports are of the same matter"),
    Action.EXPORTED: N_("exported a report"),
    Action.MUTE: N_("muted the sender"),
    Action.UNMUTE: N_("unmuted the sender"),
    Action.RETRY_UPDATE: N_("let an unreadable message be read again"),
    Action.RESEND: N_("sent a message again"),
    Action.TRANSLATE: N_("had something translated"),
    Action.SUPERVISOR_CALLED: N_("called a supervisor"),
    # What the house or the citizen did; the line names no officer.
    Action.ESCALATED: N_("Put into the queue"),
    Action.STOPPED_WAITING: N_("The citizen stopped waiting"),
    Action.TOLD_LATE: N_("The citizen was told that it takes longer"),
    Action.REOPENED: N_("Opened again"),
    Action.RATED: N_("Rated by the citizen"),
    Action.CANNED_ADDED: N_("added a ready reply"),
    Action.CANNED_CHANGED: N_("changed a ready reply"),
    Action.CANNED_REMOVED: N_("removed a ready reply"),
    Action.RULES_CHANGED: N_("changed a rule"),
    Action.LOGIN: N_("signed in"),
    Action.LOGIN_FAILED: N_("failed to sign in"),
    Action.LOCKED: N_("locked after failed sign-ins"),
    Action.LOGOUT: N_("signed out"),
    Action.PASSWORD_CHANGED: N_("changed the password"),
    Action.SECOND_FACTOR_SET: N_("set up the second factor"),
    Action.SECOND_FACTOR_REMOVED: N_("removed the second factor"),
    Action.INVITED: N_("made an invitation"),
    Action.INVITATION_WITHDRAWN: N_("withdrew an invitation"),
    Action.JOINED: N_("joined by invitation"),
    Action.OFFICER_ADDED: N_("added an account"),
    Action.OFFICER_CHANGED: N_("changed an account"),
    Action.OFFICER_DISABLED: N_("disabled an account"),
    Action.OFFICER_ENABLED: N_("enabled an account"),
    Action.OFFICER_RESET: N_("reset an account"),
    Action.AUDIT_READ: N_("read the audit log"),
    Action.DATA_DELETED: N_("The citizen deleted what only the assistant had read"),
    Action.DELETION_ASKED: N_("The citizen wants their data deleted"),
    Action.DELETION_DECIDED: N_("decided on a wish to delete"),
    Action.HELD: N_("put the talk on hold: it is not deleted"),
    Action.HOLD_LIFTED: N_("lifted the hold on the talk"),
    Action.PURGED: N_("deleted what is past its time"),
    Action.PRIVACY_READ: N_("looked at wishes to delete, holds and terms"),
    Action.KEYS_ROTATED: N_("sealed the addresses of citizens with a new key"),
    Action.KEYS_DROPPED: N_("took old keys of citizens' addresses away"),
}
"""English source by action, as the rest of a sentence that begins with the officer's name."""


def label_of(action: str) -> str:
    """The English source for an action; one that this version does not know stands for itself."""
    return ACTION_LABELS.get(action, action)  # type: ignore[call-overload, no-any-return]
