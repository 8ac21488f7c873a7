"""The words of the web chat page: English sources by key, translated in the catalogues and given to the template."""

from bot.i18n import N_
from bot.services.attachments import SENTENCES
from bot.services.inspection import Reason

CHAT_STRINGS: dict[str, str] = {
    "page_title": N_("Chat with Kosovo Police"),
    # Translators: the official name, as in the header of the police website.
    "brand": N_("Kosovo Police"),
    # Translators: stands in small letters under the name Kosovo Police.
    "brand_note": N_("Chat for citizens"),
    # Translators: read by screen readers before the name of the language in use.
    "language": N_("Language"),
    # Translators: names the button that closes the chat in a page of another site.
    "embed_close": N_("Close the chat"),
    "skip": N_("Go to the message field"),
    # Translators: a button beside the language, at most 12 characters: leaves the chat at once for a harmless page, for
    # whoever is watched while writing.
    "exit": N_("Quick exit"),
    # Translators: always on the screen; two large buttons, 192 and 112, follow it. Keep it short.
    "emergency_line": N_("Not for emergencies. In danger, call:"),
    "emergency_numbers": N_("Emergency numbers"),
    # Translators: on the button that calls 192.
    "emergency_police": N_("Police"),
    # Translators: on the button that calls 112, the number for every emergency service.
    "emergency_general": N_("Emergency"),
    "no_script": N_(
        "The chat cannot start because scripts are switched off in your browser. "
        "If you are in danger, call 192 (Police) or 112."
    ),
    "welcome_title": N_("How can we help you?"),
    # Translators: a safety text approved as a whole; leave no part of it out.
    "welcome_safety": N_(
        "This is an automatic assistant, not an emergency service. If you are in danger or someone is hurt, "
        "call 192 (Police) or 112 now. The call is free."
    ),
    # Translators: a safety text approved as a whole; leave no part of it out.
    "welcome_privacy": N_(
        "Messages written here do not go straight to patrols. "
        "Do not type your personal number, bank details or passwords."
    ),
    # Translators: a safety text; “Quick exit” is the button, Esc the key.
    "exit_note": N_(
        "Could somebody see what you write? “Quick exit”, or the Esc key pressed twice, shows another page at once and "
        "deletes the chat from this device for good. Your browser's history still holds the visit: delete it there too."
    ),
    "privacy": N_("What you write here is kept for some time, and police officers can read it."),
    # Translators: opens all that is told of what is kept of the citizen, and for how long.
    "privacy_summary": N_("More about your data"),
    "starters": N_("Common questions"),
    # Translators: a button; when tapped it is shown as the citizen's own message. So are the next three, and the
    # answers' own buttons say the same.
    "starter_capabilities": N_("What can you do?"),
    "starter_emergency": N_("Emergency numbers"),
    "starter_station": N_("Police stations"),
    "starter_officer": N_("Talk to an officer"),
    "conversation": N_("Conversation"),
    # Translators: names a group of buttons with answers that the citizen may tap.
    "choices": N_("Answers to choose from"),
    "today": N_("Today"),
    "yesterday": N_("Yesterday"),
    "new_messages": N_("New messages"),
    # Translators: who wrote a message.
    "sender_citizen": N_("You"),
    "sender_bot": N_("Automatic assistant"),
    "sender_officer": N_("Police officer"),
    # Translators: stands before a message of the system, such as "the conversation was closed".
    "sender_system": N_("Notice"),
    "typing": N_("The assistant is writing…"),
    "status_with_bot": N_("You are talking with the automatic assistant"),
    "status_waiting": N_("Waiting for an officer"),
    # Translators: small, after "Waiting for an officer".
    "queue_place": N_("· number {place} in the queue"),
    "status_assigned": N_("An officer is talking with you"),
    "status_resolved": N_("Conversation closed. You can still write."),
    "message": N_("Your message"),
    "placeholder": N_("Write a message"),
    "send": N_("Send"),
    # Translators: names the button with a paper clip.
    "attach": N_("Send a photo, video, recording or document"),
    # Translators: what a file is that the citizen has sent; a size such as "2.1 MB" follows.
    "file_photo": N_("Photo"),
    "file_video": N_("Video"),
    "file_voice": N_("Voice recording"),
    "file_document": N_("Document"),
    # Translators: names the list of files above the message field.
    "files_to_send": N_("Files to be sent"),
    # Translators: read by screen readers; {names} are names of files.
    "files_added": N_("Added, not sent yet: {names}. What you write now goes with it."),
    # Translators: a button; {name} is the name of a file.
    "file_remove": N_("Remove {name}"),
    # Translators: read by screen readers; {name} is the name of a file.
    "file_removed": N_("Removed: {name}"),
    # Translators: stands in the empty message field when a file was chosen.
    "caption_placeholder": N_("What does it show?"),
    # Translators: covers the page while a file is dragged over it.
    "drop_here": N_("Drop it here to add it to your message"),
    "file_too_large": SENTENCES[Reason.TOO_LARGE],
    # Translators: {count} is a number.
    "characters_left": N_("Characters left: {count}"),
    # Translators: {count} is a number.
    "too_long": N_("The message is too long. Characters over the limit: {count}"),
    # Translators: small, under a message of the citizen that is on its way.
    "state_sending": N_("Sending…"),
    # Translators: small, under a message of the citizen that waits for the connection.
    "state_queued": N_("Not sent yet"),
    "refused": N_("This message was not accepted."),
    # Translators: a button under a message that was not accepted: puts its text back into the message field.
    "edit": N_("Edit"),
    # Translators: a button under a message that was not accepted.
    "delete": N_("Delete"),
    "connection_lost": N_(
        "No connection right now. Your messages are kept here and will be sent when it is back. "
        "You can call 192 without internet."
    ),
    "too_many": N_("You have sent many messages in a short time. The rest are kept here and will be sent in a moment."),
    "session_lost": N_("The earlier conversation can no longer be opened. A new one starts here."),
    # Translators: a small button that opens the question "Forget this conversation on this device?"
    "forget": N_("Forget conversation"),
    "forget_title": N_("Forget this conversation on this device?"),
    "forget_text": N_(
        "Your messages and the access to this conversation are deleted from this device. "
        "What you have already sent stays with the police. Messages not sent yet will not be sent. "
        "This cannot be undone."
    ),
    "forget_yes": N_("Yes, forget it"),
    "forget_no": N_("No, keep it"),
    "forgotten": N_("The conversation was deleted from this device."),
}
