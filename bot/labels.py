"""Short names: of intents, at most 20 characters, for citizens' buttons and officers; of channels and more."""

from bot.i18n import N_
from bot.messages import Channel, Kind, Outcome, Problem, ReportReason, ReportStatus, Verdict

__all__ = [
    "CHANNEL_LABELS",
    "CITIZEN_LABEL",
    "INTENT_LABELS",
    "KEPT_LABELS",
    "KIND_LABELS",
    "OFFICE_LABELS",
    "OUTCOME_LABELS",
    "PROBLEM_LABELS",
    "SMALL_TALK_LABELS",
    "STANDS_LABELS",
    "TOPICS",
    "VERDICT_LABELS",
]

CHANNEL_LABELS = {
    Channel.WEBCHAT: N_("Web chat"),
    Channel.TELEGRAM: "Telegram",
    Channel.MESSENGER: "Messenger",
}

# Translators: what officers call a citizen whom nobody names; {alias} is four signs such as 4F-72.
CITIZEN_LABEL = N_("Citizen {alias}")

INTENT_LABELS = {
    "emergency": N_("I am in danger now"),
    "ask_emergency_number": N_("Emergency numbers"),
    "ask_station": N_("Police stations"),
    "ask_fine": N_("Traffic fines"),
    "ask_certificate": N_("Certificates"),
    "ask_weapon_permit": N_("Weapon permits"),
    "ask_documents": N_("Identity documents"),
    "ask_recruitment": N_("Working as police"),
    "ask_complaint_police": N_("Complain of police"),
    "ask_case_status": N_("Status of a case"),
    "ask_victim_support": N_("Help for victims"),
    "ask_road_conditions": N_("Road conditions"),
    "ask_border": N_("Crossing the border"),
    "ask_gathering": N_("Gatherings, events"),
    "ask_towed_vehicle": N_("Towed vehicle"),
    "ask_traffic_rules": N_("Traffic rules"),
    "ask_anonymity": N_("Your data"),
    "ask_witness": N_("Being a witness"),
    "report_theft": N_("Report a theft"),
    "report_assault": N_("Report an assault"),
    "report_domestic_violence": N_("Family violence"),
    "report_sexual_offence": N_("Sexual violence"),
    "report_threat": N_("Report a threat"),
    "report_traffic_accident": N_("Traffic accident"),
    "report_traffic_violation": N_("Traffic violation"),
    "report_missing_person": N_("Missing person"),
    "report_fraud": N_("Report a fraud"),
    "report_drugs": N_("Report drugs"),
    "report_corruption": N_("Report corruption"),
    "report_trafficking": N_("Human trafficking"),
    "report_weapon": N_("Report a weapon"),
    "report_vandalism": N_("Report damage"),
    "report_noise": N_("Report noise"),
    "report_hate": N_("Report a hate act"),
    "report_suspicious": N_("Something suspicious"),
    "report_lost_item": N_("Lost item"),
    "report_found_item": N_("Found item"),
    "share_concern": N_("Share a concern"),
    "give_praise": N_("Praise the police"),
    "subscribe_notices": N_("Get notices"),
    "unsubscribe_notices": N_("Stop notices"),
    "change_language": N_("Change language"),
    "ask_capabilities": N_("What can you do?"),
    "bot_challenge": N_("Who am I talking to?"),
}
"""English source by intent. Greetings and other small talk have none: nobody is asked back about them."""

TOPICS = frozenset(INTENT_LABELS) - {"ask_capabilities", "bot_challenge", "change_language"}
"""What a talk can be about: anything asked for or told, but nothing about the talk itself."""

SMALL_TALK_LABELS = {
    "greet": N_("Greeting"),
    "goodbye": N_("Goodbye"),
    "thank": N_("Thanks"),
    "affirm": N_("Yes"),
    "deny": N_("No"),
    "talk_to_officer": N_("Wants an officer"),
    "cancel": N_("Wants to stop"),
    "abuse": N_("Insult"),
    "out_of_scope": N_("Not for the police"),
    "nlu_fallback": N_("Not understood"),
    "report": N_("About the report"),
    "receipt": N_("Shows a receipt code"),
}
"""How officers read the other intents."""

OUTCOME_LABELS = {
    # Translators: how an officer closed a talk; the citizen reads it too.
    Outcome.ANSWERED: N_("your question was answered"),
    Outcome.REPORT_FILED: N_("your report was filed"),
    Outcome.REFERRED: N_("you were referred to another office"),
    Outcome.NO_RESPONSE: N_("we got no answer from you"),
    Outcome.NOT_FOR_POLICE: N_("this is not a matter for the police"),
    Outcome.ABUSE: N_("this chat was misused"),
}

STANDS_LABELS = {
    # Translators: how a report stands, after "Your report DLG-ABCD-2345 of 1 March: ".
    ReportStatus.RECEIVED: N_("it has been received, and an officer will read it."),
    ReportStatus.WITHDRAWN: N_("you have withdrawn it."),
    ReportReason.SEEN: N_("an officer has read it."),
    ReportReason.WORKED_ON: N_("officers are working on it."),
    ReportReason.PASSED_ON: N_("it was passed on to the officers who are responsible."),
    ReportReason.QUESTIONS: N_("the officers have questions. Please answer them here, or at a police station."),
    ReportReason.SETTLED: N_("it is closed, because the matter is settled."),
    ReportReason.NOTHING_MORE: N_(
        "it is closed, because nothing more can be done with what is known. If you learn more, please add it."
    ),
    ReportReason.ELSEWHERE: N_(
        "it is closed here, because another institution is responsible. An officer can tell you which."
    ),
    ReportReason.ALREADY_KNOWN: N_("it is closed, because the same matter is already being dealt with."),
}
"""How a report stands, by status where no officer has changed it, else by the officer's reason; citizens read it."""

OFFICE_LABELS = {
    # Translators: whom to ask, after "Please ask:".
    "border_police": N_("the border police"),
    "court": N_("the court of your area"),
    "document_centre": N_("a document centre"),
    "inspectorate": N_("the Police Inspectorate of Kosovo"),
    "ministry": N_("the Ministry of Internal Affairs"),
    "officer": N_("an officer in this chat"),
    "police_website": N_("the website of Kosovo Police"),
    "station": N_("a police station"),
    "victim_office": N_("the Victim Protection and Assistance Office"),
}
"""Who knows what Dialog cannot confirm; `bot/content/answers.yml` names one for each question."""

PROBLEM_LABELS = {
    # Translators: why a message could not be delivered, for officers.
    Problem.BLOCKED: N_("The citizen has blocked the bot."),
    Problem.GONE: N_("The citizen's account is not there any more, or never wrote to us."),
    Problem.WINDOW: N_("So long after the citizen's last message the platform lets nobody write."),
    Problem.REFUSED: N_("The platform refused the message itself."),
    Problem.ACCESS: N_("Our own access to the platform does not work. The operator has to mend it."),
    Problem.PACE: N_("The platform takes no more messages for the moment."),
    Problem.UNSAFE: N_("It waits until the citizen writes: somebody else may hold their telephone."),
    Problem.NETWORK: N_("The platform was not reached."),
}

KIND_LABELS = {
    # Translators: what a citizen's message is besides words and files, for officers.
    Kind.EDITED: N_("Edited"),
    Kind.FORWARDED: N_("Forwarded: words of somebody else"),
    Kind.STICKER: N_("Sticker"),
    Kind.CONTACT: N_("Contact"),
    Kind.POLL: N_("Poll"),
    Kind.REACTION: N_("Reaction"),
    Kind.CALL: N_("Call"),
    Kind.GAME: N_("Game"),
    Kind.FILE: N_("A file that was not taken; the citizen was told why"),
    Kind.UNSENT: N_("Taken back by the citizen"),
    Kind.UNKNOWN: N_("A message that could not be read"),
}

VERDICT_LABELS = {
    Verdict.GOOD: N_("👍 Helpful"),
    Verdict.BAD: N_("👎 Not helpful"),
}
"""How a citizen judges an answer."""

KEPT_LABELS = {
    # Translators: lines of the list of what is kept of a citizen, for the citizen; a number, dates or names follow.
    "since": N_("First message on"),
    "last": N_("Last message on"),
    "talks": N_("Talks"),
    "written": N_("Messages from you"),
    "answers": N_("Messages to you"),
    "places": N_("Places that you shared"),
    "reports": N_("Reports that you passed on"),
    "followed": N_("Reports that you came back to by receipt code"),
    "drafts": N_("Unfinished reports"),
    "judgements": N_("Answers that you judged"),
    "notice": N_("This notice about data was shown on"),
    "asked": N_("You asked for deletion on"),
}
"""What `services/privacy.py` counts; in the order in which it is told."""
