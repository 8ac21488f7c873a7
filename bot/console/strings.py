"""The words of the console's pages: English sources by key, translated in the catalogues and loaded by the browser.

Only what the pages themselves say. Labels of intents, outcomes, events and errors come with the API's answers.
"""

from bot.i18n import N_
from bot.labels import CITIZEN_LABEL

CONSOLE_STRINGS: dict[str, str] = {
    # Shell
    # Translators: the title of the browser's window; Dialog is the name of the software.
    "app_title": N_("Dialog console"),
    # Translators: the official name, as in the header of the police website.
    "brand": N_("Kosovo Police"),
    # Translators: stands in small letters under the name Kosovo Police.
    "brand_note": N_("Officers' console"),
    "no_script": N_("The console cannot start because scripts are switched off in your browser."),
    "loading": N_("Loading…"),
    "skip": N_("Go to the content"),
    # Translators: names the main menu of the console.
    "menu": N_("Menu"),
    # Translators: a button that shows the other pages of the menu.
    "more_pages": N_("More"),
    "language": N_("Language"),
    "demo_banner": N_("Demonstration: these talks are made up. Nobody reads messages here."),
    "offline": N_("No connection. What you write is kept here. The page will go on by itself."),
    "live_lost": N_("Live updates are interrupted. The page asks for news every few seconds."),
    # Translators: a button that tries something again after a failure.
    "try_again": N_("Try again"),
    # Translators: a button that loads the newest state of what is on the screen.
    "reload": N_("Load the newest state"),
    "failed": N_("This did not work. Try again in a moment."),
    "stale": N_("Someone else has changed this in the meantime. What you typed is still here."),
    "cancel": N_("Cancel"),
    # Translators: a button that closes a window on the screen.
    "close": N_("Close window"),
    "save": N_("Save"),
    "saved": N_("Saved."),
    "delete": N_("Delete"),
    "edit": N_("Edit"),
    "add": N_("Add"),
    "copy": N_("Copy"),
    "copied": N_("Copied."),
    "back": N_("Back"),
    "details": N_("Details"),
    "more": N_("Show more"),
    # Translators: stands for a value that is not there.
    "none": N_("none"),
    # Translators: beside a field that may be left empty.
    "optional": N_("optional"),
    "reason": N_("Reason"),
    # Translators: {count} is a number.
    "characters_left": N_("Characters left: {count}"),
    # Translators: {count} is a number.
    "too_long": N_("Too long. Characters over the limit: {count}"),
    "today": N_("Today"),
    "yesterday": N_("Yesterday"),
    # Translators: a duration in seconds; keep the unit short.
    "seconds": N_("{count} s"),
    # Translators: a duration in minutes; keep the unit short.
    "minutes": N_("{count} min"),
    # Translators: a duration in hours; keep the unit short.
    "hours": N_("{count} h"),
    # Translators: a duration in hours and minutes; keep the units short.
    "hours_minutes": N_("{hours} h {minutes} min"),
    # Translators: a duration in days; keep the unit short.
    "days": N_("{count} d"),
    # Pages
    "page_queue": N_("Queue"),
    # Translators: the page of messages that did not reach citizens.
    "page_undelivered": N_("Undelivered"),
    # Translators: the page of the reports that citizens passed on.
    "page_reports": N_("Reports"),
    "page_board": N_("Live board"),
    "page_replies": N_("Canned replies"),
    # Translators: the page of the numbers, fees, deadlines and laws that answers name.
    "page_facts": N_("Facts"),
    "page_rules": N_("Duty rules"),
    "page_officers": N_("Accounts"),
    "page_audit": N_("Audit log"),
    # Translators: the page of wishes to delete data, holds on deletion, and what is past its time.
    "page_privacy": N_("Citizens' data"),
    "page_account": N_("My account"),
    # Translators: the page for signing in with name and password.
    "page_login": N_("Sign in"),
    "page_join": N_("Set up your account"),
    "page_missing": N_("There is no such page."),
    "page_not_allowed": N_("Your role does not open this page."),
    # Translators: before the title of the browser's window while an urgent talk waits; {count} is a number.
    "title_urgent": N_("URGENT {count}"),
    # Languages as labels of talks
    "language_sq": N_("Albanian"),
    # Translators: Serbian written in Latin letters.
    "language_sr-Latn": N_("Serbian, Latin"),
    # Translators: Serbian written in Cyrillic letters.
    "language_sr-Cyrl": N_("Serbian, Cyrillic"),
    "language_sr": N_("Serbian"),
    "language_en": N_("English language"),
    "language_unknown": N_("Language not known yet"),
    "channel_webchat": N_("Web chat"),
    "channel_telegram": N_("Telegram"),
    "channel_messenger": N_("Messenger"),
    # Translators: a talk that the automatic assistant leads.
    "status_with_bot": N_("With the assistant"),
    "status_waiting": N_("Waiting"),
    # Translators: a talk that an officer has taken.
    "status_assigned": N_("With an officer"),
    # Translators: a talk that is closed.
    "status_resolved": N_("Closed"),
    "role_officer": N_("Officer"),
    "role_supervisor": N_("Supervisor"),
    "role_trainer": N_("Trainer"),
    "role_admin": N_("Administrator"),
    # Signing in
    "login_name": N_("Name"),
    "login_password": N_("Password"),
    "login_code": N_("Six digits from your authenticator app"),
    "login_button": N_("Sign in"),
    "login_again": N_("Your session has ended. Sign in again: what you were writing is kept."),
    "login_ended": N_("You have signed out."),
    "show_password": N_("Show password"),
    "logout": N_("Sign out"),
    "logout_drafts": N_("Replies that you have not sent will be deleted from this computer. Sign out?"),
    # Joining
    "join_intro": N_("You were invited to the console. Choose your name and a password."),
    # Translators: {role} is a role such as Officer or Supervisor.
    "join_role": N_("Your role: {role}"),
    # Translators: {name} is the name of the account.
    "join_reset": N_("Choose a new password for the account {name}."),
    "join_name_hint": N_("Your first and last name, as your colleagues know you. Citizens do not see it."),
    "join_password": N_("New password"),
    "join_password_hint": N_("At least 10 characters. A sentence of four words is good."),
    "join_password_again": N_("New password again"),
    "join_differs": N_("The two passwords are not the same."),
    "join_button": N_("Create account"),
    "join_button_reset": N_("Set password"),
    # Translators: {name} is the name of the account.
    "join_done": N_("The account {name} is ready. Sign in with your new password."),
    "join_invalid": N_("This link is not valid any more. Ask your administrator for a new one."),
    # Queue
    "queue_title": N_("Talks"),
    # Translators: names the group of buttons that choose which talks the list shows.
    "queue_views": N_("Which talks"),
    # Translators: the view of all talks that wait or are with an officer.
    "view_active": N_("Active"),
    # Translators: the view of the talks that I have taken.
    "view_mine": N_("Mine"),
    # Translators: the view of the talks that the automatic assistant leads.
    "view_with_bot": N_("With the assistant"),
    "view_resolved": N_("Closed"),
    # Translators: a switch that leaves only talks in my languages, regions and topics.
    "only_for_me": N_("Only my languages, regions and topics"),
    # Translators: a heading above the talks that wait; {count} is a number.
    "group_waiting": N_("Waiting: {count}"),
    # Translators: a heading above the talks that officers have taken; {count} is a number.
    "group_assigned": N_("With officers: {count}"),
    "queue_empty": N_("Nobody is waiting."),
    "queue_empty_view": N_("No talks here."),
    # Translators: marks a talk in which there is danger to life.
    "urgent": N_("Urgent"),
    # Translators: marks a talk in which the citizen wrote after the last word of an officer.
    "unread": N_("New message"),
    # Translators: marks a talk in which messages could not be delivered; {count} is a number.
    "undelivered_count": N_("Not delivered: {count}"),
    "is_mine": N_("Mine"),
    # Translators: marks a talk for which a supervisor was called, since nobody took it in time.
    "supervisor_called": N_("Supervisor called"),
    # Translators: the waiting time against its target, such as "3 min of 1 min".
    "wait_of_target": N_("{wait} of {target}"),
    "wait_late": N_("Over the target"),
    "no_topic": N_("Topic not known yet"),
    "no_municipality": N_("Place not known yet"),
    # Translators: {name} is the name of an officer who has the talk.
    "with_officer": N_("With {name}"),
    # Translators: a citizen's rating from 1 to 5; {rating} is a number.
    "rating_value": N_("Rating: {rating} of 5"),
    "choose_talk": N_("Choose a talk from the list."),
    "choose_talk_hint": N_("With the keyboard: j and k move, Enter opens, ? shows all shortcuts."),
    # Talk
    "citizen": CITIZEN_LABEL,
    "talk": N_("Talk"),
    "talk_missing": N_("This talk does not exist, or your account does not open it."),
    "history": N_("Messages"),
    "older": N_("Show older messages"),
    "new_below": N_("New messages below"),
    # Translators: read by screen readers when a message arrives; {sender} is who wrote it, {text} what it says.
    "announce_message": N_("{sender}: {text}"),
    # Translators: who wrote a message.
    "sender_citizen": N_("Citizen"),
    "sender_bot": N_("Automatic assistant"),
    "sender_officer": N_("Officer"),
    # Translators: a message of the system, such as "the talk was closed".
    "sender_system": N_("Notice to the citizen"),
    # Translators: before what the assistant understood of a citizen's message.
    "understood": N_("Understood:"),
    # Translators: how sure the assistant was; {percent} is a number.
    "confidence": N_("sure: {percent} %"),
    # Translators: before the kind of danger that was found in a message.
    "danger": N_("Danger:"),
    "chosen_button": N_("Pressed a button"),
    # Translators: names the buttons that were offered to the citizen under a message.
    "buttons_offered": N_("Buttons offered:"),
    # Translators: a button that shows a message as the citizen received it, in another language.
    "show_sent": N_("Show as sent"),
    "hide_sent": N_("Hide what was sent"),
    # Translators: marks the assistant's text shown in the officer's language.
    "in_your_language": N_("In your language"),
    # Translators: {language} is the name of a language.
    "as_sent": N_("As sent, in: {language}"),
    "translate": N_("Translate"),
    "translating": N_("Translating…"),
    "translation": N_("Machine translation, may be wrong"),
    "hide_translation": N_("Hide translation"),
    "place_shared": N_("Place on the map"),
    # Translators: a message on its way to the citizen.
    "delivery_queued": N_("On its way"),
    # Translators: a message that is being given to the platform, such as Telegram, at this moment.
    "delivery_sending": N_("Being sent"),
    "delivery_available": N_("Ready for the citizen"),
    # Translators: the platform, such as Telegram, has the message.
    "delivery_sent": N_("Sent"),
    # Translators: the message is on the citizen's device.
    "delivery_delivered": N_("Delivered"),
    "delivery_read": N_("Read by the citizen"),
    "delivery_held": N_("Waits until the citizen writes"),
    "delivery_failed": N_("Not delivered"),
    # Translators: nobody knows whether the citizen got a message once or twice.
    "maybe_repeated": N_("perhaps sent twice"),
    # Translators: {number} is the number of an earlier message.
    "edits_message": N_("edits message {number}"),
    # Translators: {number} is the number of an earlier message.
    "unsends_message": N_("takes back message {number}"),
    # Translators: {number} is the number of an earlier message.
    "answers_message": N_("in answer to message {number}"),
    # Translators: above the field for a reply; {since} is a day and a time.
    "unreachable": N_(
        "The citizen has blocked the bot, or their account is gone ({since}). Messages are not delivered."
    ),
    # Translators: somebody of the police answered in the app of the platform itself; {until} is a time.
    "outside": N_("Answered at the platform itself; the bot keeps silent until {until}."),
    # Undelivered
    "undelivered_none": N_("Every message has reached its platform."),
    # Translators: a heading; {count} is a number of messages.
    "undelivered_failed": N_("Not delivered: {count}"),
    "undelivered_failed_hint": N_("Nobody tries these again by itself. What was written is in the talk."),
    # Translators: a heading; {count} is a number of messages.
    "undelivered_held": N_("Held back: {count}"),
    "undelivered_held_hint": N_(
        "Each is kept back for the reason beside it, and goes out by itself when the citizen writes."
    ),
    # Translators: {number} is the number of a message in its talk, {sender} who wrote it, {at} a day and a time.
    "undelivered_which": N_("Message {number} · {sender} · {at}"),
    "parked_title": N_("What could not be read"),
    "parked_hint": N_(
        "The platform sent something that the program does not understand. The citizen was told. "
        "Let it be read again after the operator has mended the program."
    ),
    "parked_none": N_("Everything that came in was read."),
    # Translators: a button: the program tries once more to read what a platform sent.
    "read_again": N_("Read again"),
    # Translators: a link.
    "parked_talk": N_("Talk of the sender"),
    "resend": N_("Send again"),
    # Translators: {count} is a number of messages.
    "undelivered_banner": N_("Messages that did not reach the citizen: {count}"),
    "undelivered_show": N_("Show the first"),
    "note": N_("Internal note"),
    "note_only": N_("Only officers see this"),
    # Translators: {name} is the officer who has the talk.
    "owned_by": N_("{name} has this talk."),
    "claim_first": N_("Claim the talk to reply."),
    "talk_with_bot": N_("The assistant leads this talk. Claim it to reply yourself."),
    "talk_closed": N_("This talk is closed."),
    # Translators: {reason} is why the citizen may not write for a while, {until} a time.
    "muted_until": N_("The citizen is muted until {until}. Reason: {reason}"),
    "rating": N_("Rating by the citizen"),
    "no_rating": N_("No rating yet"),
    "outcome": N_("Outcome"),
    # What an officer can do with a talk
    "actions": N_("What to do with this talk"),
    # Translators: a button: the officer takes the talk.
    "claim": N_("Claim"),
    "claim_from_bot": N_("Take over from the assistant"),
    # Translators: a button: the officer gives the talk back.
    "release": N_("Release"),
    "release_title": N_("Release this talk"),
    "release_to": N_("Give the talk to"),
    "release_to_queue": N_("The queue: another officer takes it"),
    "release_to_bot": N_("The assistant: it answers the citizen again"),
    "transfer": N_("Transfer"),
    "transfer_title": N_("Transfer this talk"),
    "transfer_to": N_("To whom"),
    "transfer_queue": N_("Queue"),
    # Translators: after the name of an officer who is not on duty.
    "off_duty": N_("not on duty"),
    "transfer_reason_hint": N_("The officer who takes it reads this. The citizen does not."),
    "resolve": N_("Resolve"),
    "resolve_title": N_("Resolve this talk"),
    # Translators: the reason for closing is sent to the citizen.
    "resolve_reason": N_("What the citizen is told"),
    # Translators: {language} is the name of a language.
    "resolve_reason_hint": N_("This text is sent to the citizen as it is. The talk is in: {language}"),
    "reopen": N_("Reopen"),
    "assign": N_("Reassign"),
    "assign_title": N_("Reassign this talk"),
    "assign_me": N_("Take it over myself"),
    "mute": N_("Mute the citizen"),
    "mute_title": N_("Mute the citizen"),
    "mute_hint": N_("Messages of this citizen get no answer until then. Danger to life is still noticed."),
    "mute_hours": N_("For how many hours"),
    "mute_hours_range": N_("From {least} to {most}"),
    "unmute": N_("End the mute"),
    "unmute_title": N_("End the mute"),
    # Brief and details
    "brief": N_("Brief"),
    "brief_language": N_("Language"),
    "brief_risk": N_("Risk"),
    "risk_danger": N_("Danger to life"),
    "risk_none": N_("No danger found"),
    "brief_promised": N_("What was promised"),
    "brief_question": N_("Open question"),
    "brief_nothing": N_("Nothing yet"),
    "brief_waited": N_("Waited"),
    "facts_talk": N_("About this talk"),
    "fact_opened": N_("Opened"),
    "fact_owner": N_("Officer"),
    "report_card": N_("Report"),
    "report_none": N_("No report belongs to this talk."),
    "report_reference": N_("Reference of the report"),
    "report_link": N_("Link report"),
    "report_stands": N_("How it stands"),
    "report_change": N_("Tell the citizen how it stands"),
    "report_choose": N_("Choose …"),
    "report_tell": N_("Save and tell"),
    # Translators: the heading of reports that may be of the same matter as the one that is shown.
    "alike": N_("Perhaps the same"),
    "alike_hint": N_("Only officers see this, and nothing is merged."),
    # Translators: a button: both reports are of the same matter.
    "alike_same": N_("The same matter"),
    # Translators: a button: the two reports are of different matters.
    "alike_not_same": N_("Not the same"),
    # Translators: a button that takes back what an officer said of two reports.
    "alike_take_back": N_("Take back"),
    # Translators: {name} is the officer who said it, {at} a day and a time.
    "alike_said": N_("Said by {name}, {at}"),
    # Translators: opens the reports of which an officer said that they are another matter; {count} is a number.
    "alike_hidden": N_("Not the same: {count}"),
    "attachments": N_("Attachments"),
    # Translators: {name} is what a file is and how large, such as "Photo · 2.1 MB".
    "attachment_read": N_("Read: {name}"),
    # Translators: of a document; {name} is what it is and how large. The copy tells nothing of who wrote it and when.
    "attachment_copy": N_("Save a copy without hidden details: {name}"),
    # Translators: {name} is what a file is and how large, such as "Photo · 2.1 MB".
    "attachment_download": N_("Save the original: {name}"),
    # Translators: {at} is a day and a time.
    "attachment_received": N_("Received {at}, kept sealed as it came"),
    # Translators: {at} is a day and a time.
    "attachment_sent": N_("Sent to the citizen {at}; of a photo a copy without place, time and camera"),
    "tags": N_("Tags"),
    "tag_add": N_("Add a tag"),
    # Translators: {tag} is a word that an officer put on a talk.
    "tag_remove": N_("Remove the tag {tag}"),
    "earlier": N_("Earlier talks of this citizen"),
    "earlier_none": N_("This is the first talk."),
    "place": N_("Place"),
    # Translators: {name} is a town, {km} a number, {direction} such as "north".
    "place_near": N_("{km} km {direction} of {name}"),
    # Translators: the place lies within the town {name}.
    "place_in": N_("In or beside {name}"),
    "map_of_place": N_("Map of Kosovo with the place marked"),
    "coordinates": N_("Coordinates"),
    "map_missing": N_("The map could not be loaded. The coordinates are below."),
    # Composer
    "reply": N_("Reply"),
    # Translators: the label of the field in which an officer writes; {language} is the name of a language.
    "reply_label": N_("Reply to the citizen, who writes in: {language}"),
    "reply_placeholder": N_("Write to the citizen"),
    # Translators: above the field for a reply; {at} is a date and a time.
    "window_until": N_("Messenger takes replies to this citizen until {at}."),
    "window_closed": N_(
        "Messenger takes no more replies for now. What you write is kept, and sent when the citizen writes again."
    ),
    "note_label": N_("Note that only officers see"),
    "note_placeholder": N_("Write a note for officers"),
    # Translators: a button that adds a photo or a document to the reply.
    "attach_file": N_("Attach a file"),
    # Translators: names the list of files that go with the reply.
    "attached_files": N_("Files to be sent"),
    # Translators: {name} is the name of a file.
    "attach_remove": N_("Remove {name}"),
    "send_reply": N_("Send reply"),
    "save_note": N_("Save note"),
    "sending": N_("Sending…"),
    # Translators: names the pair of buttons Reply and Internal note.
    "compose_what": N_("What to write"),
    # Translators: {count} is a number, such as 4096.
    "reply_too_long": N_(
        "The reply is longer than {count} characters. Shorten it or send it in parts: nothing is cut off by itself."
    ),
    "kept": N_("Not sent. Your text is still here."),
    # Translators: {language} is the name of a language.
    "translate_before": N_("Translate into: {language}"),
    "translate_preview": N_("Preview of the translation"),
    "canned": N_("Canned replies"),
    "canned_search": N_("Search canned replies and answers"),
    "canned_none": N_("No canned reply and no answer fits."),
    # Translators: stands beside an answer that the assistant gives too.
    "canned_of_bot": N_("answer of the assistant"),
    # Translators: {language} is the name of a language.
    "canned_sent_in": N_("The citizen receives this, in: {language}"),
    "canned_send": N_("Send this reply"),
    "canned_take_text": N_("Edit the text before sending"),
    # Sound, alarms
    "sound": N_("Sound"),
    "sound_on": N_("Sound on"),
    "sound_off": N_("Sound off"),
    # Translators: said aloud by screen readers and shown at the top.
    "alarm_urgent": N_("An urgent talk is waiting."),
    "alarm_supervisor": N_("A talk needs a supervisor: nobody took it in time."),
    "alarm_lost": N_("An officer's connection was lost. The talk is in the queue again."),
    "alarm_open": N_("Open the talk"),
    "alarm_dismiss": N_("Dismiss"),
    "announce_queue": N_("Waiting: {waiting}. Urgent: {urgent}."),
    "available": N_("Available"),
    # Translators: the officer is signed in but takes no new talks for now.
    "unavailable": N_("Not available"),
    "availability": N_("Availability"),
    "availability_hint": N_("While you are not available, no talk is offered to you."),
    # Reports
    "reports_filter": N_("Which reports"),
    "reports_topic": N_("Topic"),
    "reports_region": N_("Region"),
    "reports_municipality": N_("Municipality"),
    "reports_period": N_("Period"),
    "reports_period_day": N_("Today"),
    "reports_period_week": N_("7 days"),
    "reports_period_month": N_("30 days"),
    "reports_period_year": N_("A year"),
    # Translators: reports of any time.
    "reports_period_all": N_("Any time"),
    # Translators: the officer chooses the first and the last day of a period.
    "reports_period_chosen": N_("From day to day"),
    "reports_from": N_("First day"),
    "reports_to": N_("Last day"),
    # Translators: the heading of a table of numbers by topic and region; {count} is a number.
    "reports_counts": N_("By topic and region: {count}"),
    # Translators: a button that shows the topics that are left out; {count} is how many.
    "reports_all_topics": N_("Further topics: {count}"),
    # Translators: the head of the column with the sums.
    "reports_total": N_("Total"),
    "reports_list": N_("Newest first"),
    # Translators: the head of a column: when the citizen passed the report on.
    "reports_filed": N_("Passed on"),
    "reports_place": N_("Place"),
    # Translators: the head of a column with links to the talks in which reports were passed on.
    "reports_talk": N_("Report and talk"),
    "reports_none": N_("No reports here."),
    # Live board
    "board_waiting": N_("Waiting now"),
    "board_urgent": N_("Urgent waiting"),
    "board_longest": N_("Longest wait"),
    "board_assigned": N_("With officers"),
    "board_on_duty": N_("Officers on duty"),
    # Translators: the share of citizens whom an officer answered in time; {seconds} is a number such as 60.
    "board_share": N_("Answered within {seconds} s"),
    # Translators: {count} is the number of talks that a percentage is of.
    "board_share_of": N_("of {count} talks today"),
    "board_today": N_("Today so far"),
    "board_escalated": N_("Came to the queue"),
    "board_claimed": N_("Claimed"),
    "board_resolved": N_("Resolved"),
    "board_rating": N_("Average rating"),
    "board_by_language": N_("By language"),
    "board_by_region": N_("By region"),
    "board_label": N_("Group"),
    "board_hours": N_("Last 24 hours"),
    "board_hours_waits": N_("Talks that came to the queue, by hour"),
    "board_hours_share": N_("Share answered within 60 s, by hour"),
    "board_hours_median": N_("Median wait"),
    "board_hour": N_("Hour"),
    "board_table": N_("Show as a table"),
    "board_officers": N_("Officers"),
    "board_owned": N_("Talks now"),
    "board_last_seen": N_("Last seen"),
    "board_nobody": N_("Nobody is on duty."),
    "board_open_now": N_("The police answer now: within working hours."),
    # Translators: {time} is a day and a time.
    "board_closed_now": N_("Outside working hours. Opens {time}."),
    "board_closed": N_("Outside working hours."),
    "board_talks": N_("Talks in the queue"),
    # Translators: the state of an officer who is signed in and available.
    "on_duty": N_("on duty"),
    "mutes": N_("Muted citizens"),
    "mutes_none": N_("Nobody is muted."),
    "mute_until": N_("Until"),
    "mute_by": N_("By"),
    # Canned replies
    "replies_intro": N_(
        "One reply in three languages. Officers pick it in their language; the citizen receives it in their own. "
        "Write Serbian in Latin letters: Cyrillic is made from it."
    ),
    "replies_new": N_("New canned reply"),
    "replies_none": N_("No canned replies yet."),
    "replies_title": N_("Title"),
    "replies_text": N_("Text"),
    "replies_cyrillic": N_("Preview in Cyrillic"),
    "replies_missing": N_("Fill in title and text in all three languages."),
    "replies_delete_title": N_("Delete this canned reply?"),
    "replies_delete_text": N_("Officers can no longer send it. What was sent stays as it is."),
    # Facts
    "facts_intro": N_(
        "Every number, fee, deadline and law that the assistant's answers name. After its last day a fact is not told "
        "any more: the assistant names the office to ask. Statements and sources are in English."
    ),
    "facts_search": N_("Search facts"),
    # Translators: names the group of buttons that choose which facts the page shows.
    "facts_views": N_("Which facts"),
    # Translators: a button that shows all facts; {count} is a number.
    "facts_view_all": N_("All: {count}"),
    # Translators: a button that shows the facts that are past their last day or near it; {count} is a number.
    "facts_view_expiring": N_("Expired or soon to expire: {count}"),
    # Translators: a button that shows the facts that nobody has approved; {count} is a number.
    "facts_view_unapproved": N_("Not approved: {count}"),
    # Translators: how many facts the search has found; both are numbers.
    "facts_shown": N_("Shown: {shown} of {count}"),
    "facts_none": N_("No fact fits."),
    "facts_fact": N_("Fact"),
    "facts_value": N_("Value"),
    "facts_state": N_("State"),
    # Translators: the assistant names this fact in answers.
    "facts_state_told": N_("Told"),
    # Translators: the assistant will soon not name this fact any more.
    "facts_state_expires_soon": N_("Expires soon"),
    "facts_state_expired": N_("Expired, not told any more"),
    # Translators: before the last day on which the assistant names a fact.
    "facts_until": N_("Told until"),
    # Translators: in place of the last day, for the emergency numbers.
    "facts_always": N_("always told"),
    # Translators: before the day on which somebody last looked whether a fact is true.
    "facts_checked": N_("Checked on"),
    "facts_approved_by": N_("Approved by"),
    "facts_unapproved": N_("not approved yet"),
    "facts_source": N_("Source"),
    # Translators: how many independent sources say the same; {count} is a number.
    "facts_sources": N_("Sources that agree: {count}"),
    # Translators: such as a page of a ministry.
    "facts_official": N_("official source"),
    # What kind of value a fact is
    "facts_kind_phone": N_("Telephone number"),
    "facts_kind_website": N_("Website"),
    "facts_kind_email": N_("E-mail address"),
    "facts_kind_law": N_("Number of a law"),
    "facts_kind_clock": N_("Time of day"),
    # Translators: a fact in a sentence, such as "a lost passport is reported to the police".
    "facts_kind_statement": N_("Statement"),
    "facts_kind_date": N_("Date"),
    "facts_kind_month": N_("Month"),
    # Translators: a date that comes every year, such as 15 November.
    "facts_kind_day": N_("Day of every year"),
    "facts_kind_euros": N_("Sum of money"),
    "facts_kind_days": N_("Number of days"),
    "facts_kind_hours": N_("Number of hours"),
    "facts_kind_months": N_("Number of months"),
    "facts_kind_years": N_("Number of years"),
    "facts_kind_points": N_("Penalty points"),
    "facts_kind_km_h": N_("Speed"),
    # Translators: a table of fines by steps.
    "facts_kind_fines_km_h": N_("Fines by km/h over the limit"),
    # Translators: a table of fines by steps.
    "facts_kind_fines_grams": N_("Fines by grams of alcohol per kilogram of blood"),
    "facts_kind_directorate": N_("Police directorate of a municipality"),
    # Rules
    "rules_hours": N_("Working hours"),
    "rules_hours_hint": N_("Outside these hours citizens are told when officers answer again."),
    "rules_always": N_("Officers answer day and night"),
    # Translators: the time at which working hours begin.
    "rules_from": N_("From"),
    # Translators: the time at which working hours end.
    "rules_to": N_("To"),
    "rules_closed": N_("No hours"),
    "rules_add_hours": N_("Add hours"),
    # Translators: {day} is a day of the week.
    "rules_add_hours_day": N_("Add hours on {day}"),
    "rules_remove_hours_day": N_("Remove these hours on {day}"),
    "rules_targets": N_("Targets for the wait"),
    "rules_targets_urgent": N_("Urgent talks, seconds"),
    "rules_targets_normal": N_("Other talks, seconds"),
    "rules_second_factor": N_("Second factor"),
    "rules_second_factor_required": N_("Every account must use a second factor"),
    "day_0": N_("Monday"),
    "day_1": N_("Tuesday"),
    "day_2": N_("Wednesday"),
    "day_3": N_("Thursday"),
    "day_4": N_("Friday"),
    "day_5": N_("Saturday"),
    "day_6": N_("Sunday"),
    # Accounts
    "officers_list": N_("Accounts"),
    "officers_name": N_("Name"),
    "officers_role": N_("Role"),
    "officers_languages": N_("Languages"),
    "officers_regions": N_("Regions"),
    "officers_topics": N_("Topics"),
    "officers_all": N_("all"),
    "officers_all_hint": N_("Nothing chosen means all."),
    # Translators: the officer sees only talks of the chosen languages, regions and topics.
    "officers_confined": N_("Sees only talks of these languages, regions and topics"),
    "officers_state": N_("State"),
    # Translators: the head of the last column of a table, with buttons.
    "actions_column": N_("Actions"),
    "officers_disabled": N_("Switched off"),
    "officers_second_factor": N_("Second factor on"),
    "officers_no_second_factor": N_("No second factor"),
    # Translators: {name} is the name of an officer.
    "officers_edit_title": N_("Account of {name}"),
    "officers_disable": N_("Switch off"),
    # Translators: {name} is the name of an officer.
    "officers_disable_title": N_("Switch off the account of {name}"),
    "officers_disable_hint": N_("The officer is signed out at once, and their talks go back to the queue."),
    "officers_enable": N_("Switch on"),
    # Translators: {name} is the name of an officer.
    "officers_enable_title": N_("Switch on the account of {name}"),
    "officers_reset": N_("Reset password"),
    # Translators: {name} is the name of an officer.
    "officers_reset_title": N_("Reset the password of {name}"),
    "officers_reset_hint": N_("Ends all sessions of the officer and removes the second factor."),
    "invitations": N_("Invitations"),
    "invitations_none": N_("No open invitations."),
    "invitations_new": N_("Invite someone"),
    "invitations_create": N_("Make the link"),
    # Translators: {time} is a day and a time.
    "invitations_expires": N_("Valid until {time}"),
    # Translators: {name} is the name of an officer.
    "invitations_by": N_("Invited by {name}"),
    "invitations_withdraw": N_("Withdraw"),
    "link_once": N_("This link is shown only now. Give it to the person in a safe way; it works once."),
    "link": N_("Link"),
    # Audit
    "audit_entries": N_("Log"),
    "audit_unusual": N_("Unusual reading"),
    # Translators: {days} is a number.
    "audit_unusual_hint": N_("Who opened more talks than usual in the last {days} days."),
    "audit_filter": N_("Filter the log"),
    "audit_apply": N_("Apply"),
    "audit_action": N_("Action"),
    "audit_officer": N_("Officer"),
    "audit_conversation": N_("Talk"),
    "audit_time": N_("Time"),
    "audit_why": N_("Reason"),
    "audit_detail": N_("Detail"),
    "audit_number": N_("Number"),
    "audit_none": N_("No entries."),
    "audit_read": N_("Talks read"),
    "audit_not_own": N_("Not their own"),
    "audit_outside": N_("Outside hours"),
    "audit_usual": N_("Usual"),
    # Translators: the head of a column that says normal or unusual.
    "audit_flag_column": N_("Reading"),
    "audit_flag": N_("Unusual"),
    "audit_normal": N_("Normal"),
    # Citizens' data
    "privacy_wishes": N_("Wishes to delete"),
    "privacy_wishes_none": N_("No wish to delete waits for a decision."),
    # Translators: {time} is a day and a time.
    "privacy_asked": N_("Asked on: {time}"),
    # Translators: lines of what a wish to delete covers; a number follows.
    "privacy_talks": N_("Talks"),
    "privacy_messages": N_("Messages"),
    "privacy_files": N_("Files"),
    "privacy_reports": N_("Reports"),
    # Translators: beside a report that the citizen made in another chat, and whose receipt code they showed.
    "privacy_shown": N_("of another chat, by receipt code"),
    "privacy_why": N_("Why a person decides"),
    "privacy_held_hint": N_("A talk is on hold: lift the hold first, or refuse."),
    # Translators: a button that grants a wish to delete.
    "privacy_grant": N_("Delete all"),
    "privacy_grant_title": N_("Delete the citizen's data"),
    "privacy_grant_hint": N_(
        "All that was said and reported in these talks is deleted, and nobody can bring it back. The citizen is told."
    ),
    "privacy_grant_reason_hint": N_("It stands in the audit log; the citizen does not read it."),
    # Translators: a button that refuses a wish to delete.
    "privacy_refuse": N_("Refuse"),
    "privacy_refuse_title": N_("Keep the citizen's data"),
    "privacy_refuse_hint": N_("Everything stays as it is, and the citizen is told why."),
    "privacy_granted_done": N_("Deleted. The citizen is told."),
    "privacy_refused_done": N_("Kept. The citizen is told why."),
    "privacy_decided_title": N_("Decided wishes"),
    "privacy_decided_none": N_("No wish has been decided yet."),
    # Translators: heads of columns: when a wish was made, when it was decided, and how.
    "privacy_asked_column": N_("Asked on"),
    "privacy_decided": N_("Decided on"),
    "privacy_decision": N_("Decision"),
    # Translators: how a wish to delete was decided.
    "privacy_granted": N_("Deleted"),
    "privacy_refused": N_("Refused"),
    # Translators: holds keep a talk from being deleted.
    "privacy_holds": N_("Holds"),
    "privacy_holds_hint": N_(
        "A talk on hold is not deleted, neither in time nor on the citizen's wish. The citizen is not told of it."
    ),
    "privacy_holds_none": N_("No talk is on hold."),
    "privacy_hold_new": N_("Put on hold"),
    # Translators: a button that puts a talk on hold.
    "privacy_hold": N_("Hold"),
    "privacy_hold_reference": N_("Report or talk"),
    "privacy_hold_reference_hint": N_("The reference of a report or case, or the id of a talk."),
    # Translators: {count} is a number.
    "privacy_hold_done": N_("Talks on hold now: {count}"),
    "privacy_hold_since": N_("Since"),
    "privacy_lift": N_("Lift the hold"),
    "privacy_lift_title": N_("Lift the hold of the talk"),
    "privacy_lift_hint": N_("If its time is over, the next purge deletes the talk."),
    "privacy_lifted": N_("The hold is lifted."),
    # Translators: what is past its time and is deleted by the next purge.
    "privacy_due": N_("What the next purge deletes"),
    "privacy_due_hint": N_(
        "Only counted here: the command “purge” deletes, which those who run the server start every day."
    ),
    "privacy_due_count": N_("Count now"),
    # Translators: {time} is a day and a time.
    "privacy_last_purge": N_("Last purge: {time}"),
    "privacy_never_purged": N_("Nothing was ever purged."),
    "privacy_kind": N_("Kind of record"),
    "privacy_days": N_("Kept for days"),
    "privacy_count": N_("To delete"),
    # Account
    "account_language": N_("Language of the console"),
    "account_password": N_("Change password"),
    "account_password_old": N_("Password until now"),
    "account_password_hint": N_("All your other sessions end."),
    "account_password_done": N_("The password was changed. Your other sessions have ended."),
    "account_second": N_("Second factor"),
    "account_second_why": N_(
        "Besides the password, an app on your phone shows six digits that change every 30 seconds."
    ),
    "account_second_must": N_("You must set up a second factor before you can go on."),
    "account_second_on": N_("The second factor is on."),
    "account_second_off": N_("The second factor is off."),
    "account_second_start": N_("Set up"),
    "account_second_scan": N_("Scan this picture with an authenticator app, or type in the key."),
    "account_second_qr": N_("QR code for the authenticator app"),
    "account_second_key": N_("Key"),
    "account_second_confirm": N_("Confirm"),
    "account_second_remove": N_("Switch off the second factor"),
    "account_second_done": N_("The second factor is set up."),
    "account_shortcuts_on": N_("Use shortcuts of single letters"),
    "account_settings": N_("Settings"),
    # Shortcuts
    "shortcuts": N_("Keyboard shortcuts"),
    "shortcuts_hint": N_("Single letters work while no field is being filled in."),
    "key_next": N_("Next talk in the list"),
    "key_previous": N_("Previous talk in the list"),
    "key_open": N_("Open the talk"),
    "key_claim": N_("Claim the talk"),
    "key_reply": N_("Go to the reply field"),
    "key_note": N_("Write an internal note"),
    "key_canned": N_("Search canned replies"),
    "key_transfer": N_("Transfer the talk"),
    "key_resolve": N_("Resolve the talk"),
    "key_details": N_("Show details of the talk"),
    "key_send": N_("Send what is written"),
    "key_close": N_("Close a window, leave a field"),
    "key_help": N_("Show the shortcuts"),
    # Translators: {page} is the name of a page.
    "key_page": N_("Go to: {page}"),
    # Translators: between two keys that are pressed one after the other, such as "g then q".
    "key_then": N_("then"),
}
