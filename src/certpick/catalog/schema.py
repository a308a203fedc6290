"""The JSON Schema of a catalogue file, for editors that complete and check it."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from certpick.catalog.model import CatalogFile
from certpick.catalog.roles import RoleBook

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What each key means, wherever it is used, or in the one record that is named before it.
DESCRIPTIONS: dict[str, str] = {
    "$schema": "This schema's file or address, so that an editor can complete and check.",
    "schema_version": "The version of this form of file.",
    "extends": "bundled: these entries add to the bundled catalogue and override it by id.",
    "as_of": "The day on which this file was last brought up to date: YYYY-MM-DD.",
    "sources": "Where facts come from; facts cite the keys.",
    "providers": "Who awards credentials; programs cite the keys.",
    "programs": "One entry for each credential that a person can earn.",
    "id": "A short, stable name: lower-case words and digits with hyphens.",
    "name": "The full name.",
    "short": "The name that a table shows.",
    "provider": "Who awards it: a key of providers.",
    "facts": "What a source states. Leave out what nobody states: absent means unknown.",
    "caveats": "Sentences that a user should read before choosing the program.",
    "not_to_confuse_with": "Other credentials that a hurried reader takes for this one.",
    "program": "Its id, where it is a program of the catalogue.",
    "text": "One sentence in plain words.",
    "title": "What to call the source; name its date where the text gives one.",
    "kind": "guide, provider (its own page) or independent.",
    "url": "An http or https address.",
    "checked": "When it was last seen to be so: YYYY, YYYY-MM or YYYY-MM-DD.",
    "undated": "True where nobody knows how old the page was when it was checked.",
    "publisher": "Who publishes it: a key of providers.",
    "promotes": "Providers in whose interest the source speaks.",
    "value": "What is stated.",
    "source": "The source that states it: a key of sources.",
    "also": "Further sources that state the same.",
    "quote": "The source's own words, verbatim.",
    "note": "What a reader must know of it: a hedge, a conversion, whose words they are.",
    "conflicts": "What other sources say instead; the value is the most trusted.",
    "says": "What the other source says, in plain words.",
    "provider_claim": "True where the source only relays what the provider claims.",
    "role": "A role id of the role table, or any.",
    "level": "named, or complement: good beside another, or named only in general.",
    "when": "A situation id: the entry counts only for users in it.",
    "part": "The id of one of its parts: the entry is about that part alone.",
    "topic": "A topic id of the role table.",
    "focus": "What the program is built for; other than healthcare-ai is ruled out.",
    "status": "Whether it can be had.",
    "state": "offered, paused, retired, announced, or unknown where nobody tells.",
    "Status.start": "Since or from when it is so; of what is retired, the day on which it ended.",
    "Status.end": "Until when it is so, such as the last day on which one can apply.",
    "credential_type": "What kind of credential it is.",
    "audience": "For whom it is made.",
    "topics": "What its syllabus covers.",
    "topics_complete": "True where topics lists the full syllabus; else others are unknown.",
    "graded_work": "Whether work is graded.",
    "pass_standard": "Whether it is awarded only on meeting a set passing standard.",
    "proctored": "Whether the assessment is supervised.",
    "renewal_years": "Years until it must be renewed; 0: it never expires.",
    "renewal": "What renewal takes.",
    "accredited": "Accreditations of the certification itself; an empty list: none.",
    "recognized": "Whether bodies beyond its issuer recognise it.",
    "ce_credit": "Continuing-education credit by system; an empty list: none.",
    "system": "The credit system; amounts are never converted.",
    "Credit.start": "The first day on which the credit is granted.",
    "Credit.end": "The last day on which the credit is granted.",
    "framework": "The external framework that it is mapped to; false: there is none.",
    "international": "Whether third parties recognise it across countries.",
    "courses": "How many courses or modules it has.",
    "parts": "Pieces of it that a source recommends or that are sold alone.",
    "weeks": "Calendar weeks.",
    "hours_per_week": "Hours of study a week.",
    "low": "The lower end.",
    "high": "The upper end.",
    "total_hours": "Hours of study in all.",
    "price": "What it costs, as stated; another currency than USD is never converted.",
    "amount": "How much; of a credit, how many.",
    "by_role": "Prices by role id, where the role decides.",
    "by_title": "Prices by a word of the job title, where that decides.",
    "member": "What members pay instead, in the same currency and unit; 0: free for them.",
    "members_of": "The society whose members pay that.",
    "fees": "Money beside the price, such as for the certificate where learning is free.",
    "Fee.kind": "What is paid for.",
    "per": "How often it is paid.",
    "currency": "The ISO 4217 code, such as USD.",
    "unit": "What is paid for or counted.",
    "pacing": "self-paced, or cohort with fixed dates.",
    "dates": "The next session.",
    "start": "Its first day.",
    "end": "Its last day.",
    "delivery": "Where it takes place.",
    "structure": "How it is built, in a few words.",
    "academic_credits": "Credits of a university.",
    "Facts.level": "Its level, as stated or in the European framework (EQF).",
    "languages": "ISO 639-1 codes of the languages in which it is taught, such as en.",
    "countries": "ISO 3166 codes of the countries where it is open; an empty list: everywhere.",
    "enrolment": "Who may enrol.",
    "roles": "Role ids that it is restricted to; an empty list: any.",
    "condition": "What else one must be, such as a member of a society.",
    "employment": "True where it is a post with a salary, not something that one buys.",
    "prerequisites": "What it requires beforehand, in a few words.",
    "programming_required": "Whether it needs programming.",
    "exam_questions": "Questions in the exam.",
    "exam_minutes": "Minutes that the exam lasts.",
    "pass_mark": "What it takes to pass, as stated.",
    "attempts": "How often the exam may be taken for the price.",
}


def catalog_schema(roles: RoleBook) -> dict[str, Any]:
    """Return the schema of a catalogue file, JSON Schema draft 2020-12."""
    schema = TypeAdapter(CatalogFile).json_schema()
    schema["properties"] = {"$schema": {"type": "string"}, **schema["properties"]}
    choices: dict[str, Sequence[str | None]] = {
        "role": [*roles.role_ids, "any"],
        "roles": [*roles.role_ids],
        "when": [*roles.situation_ids, None],
        "topic": sorted(roles.topic_ids),
    }
    for name, record in {"": schema, **schema["$defs"]}.items():
        for key, part in record.get("properties", {}).items():
            part["description"] = DESCRIPTIONS.get(f"{name}.{key}") or DESCRIPTIONS[key]
            if key in choices:
                part.get("items", part)["enum"] = choices[key]
    return {"$schema": DIALECT, **schema, "title": "certpick catalogue"}
