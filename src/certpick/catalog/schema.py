"""The JSON Schema of a catalogue file, for editors that complete and check it."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from certpick.catalog.model import CatalogFile
from certpick.catalog.record_names import with_names
from certpick.catalog.roles import RoleBook

# The draft that validators and editors take where nothing else is said.
DIALECT = "http://json-schema.org/draft-07/schema#"
ADDRESS = "https://raw.githubusercontent.com/certpick/certpick/main/docs/programs.schema.json"
# What each key means, wherever it is used, or in the one record that is named before it.
DESCRIPTIONS: dict[str, str] = {
    "$schema": "This schema's file or address, so that an editor can complete and check.",
    "schema_version": "The version of this form of file.",
    "extends": "bundled: these entries add to the bundled catalogue and override it by id.",
    "hide": "Ids of programs of the catalogue that it builds on which are left out.",
    "CatalogFile.roles": "Rows that are added to the role table; the same id replaces a row.",
    "as_of": "The day on which this file was last brought up to date: YYYY-MM-DD.",
    "sources": "Where facts come from; facts cite the keys.",
    "providers": "Who awards credentials; programs cite the keys.",
    "programs": "One entry for each credential that a person can earn.",
    "patch": "True: the entry changes only what it names; a fact that is null becomes unknown.",
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
    "weeks": "How long it takes on the calendar.",
    "measure": "What the length is measured in.",
    "hours_per_week": "Hours of study a week.",
    "low": "The lower end, in hours a week.",
    "high": "The upper end, in hours a week.",
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
    "Enrolment.roles": "Role ids that it is restricted to; an empty list: any.",
    "condition": "What else one must be, such as a member of a society.",
    "employment": "True where it is a post with a salary, not something that one buys.",
    "prerequisites": "What it requires beforehand, in a few words.",
    "programming_required": "Whether it needs programming.",
    "exam_questions": "Questions in the exam.",
    "exam_minutes": "Minutes that the exam lasts.",
    "pass_mark": "What it takes to pass, as stated.",
    "attempts": "How often the exam may be taken for the price.",
    "RoleTable.topics": "Subjects that a syllabus may cover.",
    "situations": "Circumstances that a user may add.",
    "RoleTable.roles": "Kinds of user.",
    "label": "What to call it.",
    "description": "Who is meant, in one sentence that begins with you.",
    "adds_topics": "Topic ids that are core topics for whoever is in the situation.",
    "includes": "Role ids whose audience entries apply to this one too.",
    "cme": "Whether continuing-education credit is required, helpful or no need by default.",
    "credit_systems": "The credit systems that count for it.",
    "Role.topics": "The topics that the role needs, its core topics.",
    "inferred": "How the topic follows, where no source states it.",
    "titles": "Job titles that lead there; a role that has some is a profession of its own.",
    "certpick": "Titles of our own.",
    "onet": "Titles by O*NET occupation code.",
    "pairings": "Two programs that a source recommends together.",
    "PairAdvice.programs": "The ids of both.",
    "RoleTable.credits": "Kinds of continuing-education credit, as professions call them.",
    "systems": "The credit systems that are this credit by themselves; none: the board decides.",
    "professions": "What people are by trade.",
    "Profession.label": "What one of them is called in a sentence, such as pharmacist.",
    "plural": "What several are called in a sentence.",
    "Profession.role": "The id of the role whose topics apply.",
    "reading": "How the guide is read for them, where it does not speak to them.",
    "Profession.credits": "Ids of kinds of credit that count, the one to offer first at the start.",
    "board": "Who decides whether any other credit counts, such as your state board of nursing.",
    "assumes": "What its titles do not say but mostly mean.",
    "fields": "Fields of work that decide where the last word of a title says little.",
    "being": "What they are taken to be, such as a physician.",
    "otherwise": "The id of the role of whoever is not that.",
}


def catalog_schema(roles: RoleBook) -> dict[str, Any]:
    """Return the schema of a catalogue file, JSON Schema draft 7."""
    schema = with_names(TypeAdapter(CatalogFile).json_schema())
    schema["properties"] = {"$schema": {"type": "string"}, **schema["properties"]}
    records = schema["$defs"]
    records |= _patch_records(records)
    for name, record in {"CatalogFile": schema, **records}.items():
        for key, part in record.get("properties", {}).items():
            part["description"] = DESCRIPTIONS.get(f"{name}.{key}") or DESCRIPTIONS[key]
    schema["properties"]["programs"]["items"] = {
        "if": {"type": "object", "required": ["patch"]},
        "then": {"$ref": "#/$defs/ProgramPatch"},
        "else": {"$ref": "#/$defs/Program"},
    }
    schema = _in_draft_7(schema)
    head = {"$schema": DIALECT, "$id": ADDRESS}
    return {**head, **schema, **_choices(roles), "title": "certpick catalogue"}


def _in_draft_7(node: Any) -> Any:
    """Return a schema whose lists of a fixed length are written as that draft has them."""
    if isinstance(node, list):
        return [_in_draft_7(each) for each in node]
    if not isinstance(node, dict):
        return node
    names = {"prefixItems": "items"} if isinstance(node.get("prefixItems"), list) else {}
    return {names.get(key, key): _in_draft_7(each) for key, each in node.items()}


def _patch_records(records: dict[str, Any]) -> dict[str, Any]:
    """Return the records of an entry that changes only what it names."""
    program, facts = (_references(name, records[name]) for name in ("Program", "Facts"))
    nullable = {name: {"anyOf": [fact, {"type": "null"}]} for name, fact in facts.items()}
    return {
        "ProgramPatch": {
            "description": "What changes of a program of the catalogue that the file builds on.",
            "type": "object",
            "properties": {
                **program,
                "patch": {"const": True},
                "facts": {"$ref": "#/$defs/FactsPatch"},
            },
            "required": ["id", "patch"],
            "additionalProperties": False,
        },
        "FactsPatch": {
            "description": "The facts that change; what is null becomes unknown.",
            "type": "object",
            "properties": nullable,
            "additionalProperties": False,
        },
    }


def _references(name: str, record: dict[str, Any]) -> dict[str, Any]:
    return {key: {"$ref": f"#/$defs/{name}/properties/{key}"} for key in record["properties"]}


def _choices(roles: RoleBook) -> dict[str, Any]:
    """Return the ids that entries may name; a file with rows of its own may name others."""
    choices: dict[tuple[str, ...], Sequence[str | None]] = {
        ("audience", "[]", "role"): [*roles.role_ids, "any"],
        ("audience", "[]", "when"): [*roles.situation_ids, None],
        ("topics", "[]", "topic"): sorted(roles.topic_ids),
        ("enrolment", "value", "roles", "[]"): [*roles.role_ids],
    }
    rules = [
        _within(("programs", "[]", "facts"), _known_or_null(path, ids))
        for path, ids in choices.items()
    ]
    return {"if": {"not": {"required": ["roles"]}}, "then": {"allOf": rules}}


def _known_or_null(path: tuple[str, ...], ids: Sequence[str | None]) -> dict[str, Any]:
    """Return the rule for a fact, which a patch may set to null."""
    name, *rest = path
    rule = _within(tuple(rest), {"enum": ids})
    return {"type": "object", "properties": {name: {"anyOf": [rule, {"type": "null"}]}}}


def _within(path: tuple[str, ...], rule: dict[str, Any]) -> dict[str, Any]:
    for step in reversed(path):
        if step == "[]":
            rule = {"type": "array", "items": rule}
        else:
            rule = {"type": "object", "properties": {step: rule}}
    return rule
