"""The words of job titles: spellings, abbreviations, grades, letters after a name. Tables."""

from collections.abc import Iterator
from functools import lru_cache

Words = tuple[str, ...]


def _set(some: str) -> frozenset[str]:
    return frozenset(some.split())


# Short forms, and words that mean the same in a title.
_MEANINGS = {
    "admin": "administrator", "adv": "advanced", "assoc": "associate", "asst": "assistant",
    "behavioural": "behavioral", "cardiac": "cardiology", "cardio": "cardiology",
    "centre": "center", "clin": "clinical", "coord": "coordinator",
    "counselling": "counseling", "counsellor": "counselor", "dept": "department",
    "dietician": "dietitian", "dir": "director", "emr": "ehr", "eng": "engineer",
    "exec": "executive", "govt": "government", "gynaecologist": "gynecologist",
    "hosp": "hospital", "ip": "infection preventionist", "lab": "laboratory",
    "labs": "laboratory", "lpn": "practical nurse", "lvn": "vocational nurse",
    "math": "mathematics", "med": "medical", "mgmt": "management", "mgr": "manager",
    "np": "nurse practitioner", "nursing": "nurse", "onc": "oncology", "ops": "operation",
    "ortho": "orthopedic", "ot": "occupational therapist",
    "ota": "occupational therapist assistant", "pa": "physician assistant",
    "paed": "pediatric", "peds": "pediatric", "pharm": "pharmacy",
    "practioner": "practitioner", "programme": "program",
    "psych": "psychiatric", "pt": "physical therapist", "pta": "physical therapist assistant",
    "rad": "radiology", "radiologic": "radiology", "radiological": "radiology",
    "rehab": "rehabilitation", "rep": "representative", "resp": "respiratory",
    "rev": "revenue", "rn": "nurse", "slp": "speech language pathologist",
    "spec": "specialist", "speciality": "specialty", "supv": "supervisor", "surg": "surgical",
    "svc": "service", "svcs": "service", "sys": "system", "tech": "technician",
    "therapy": "therapist", "vet": "veterinary",
}  # fmt: skip
_SHORT_VICE = _set("vp svp evp avp")
_PAIRS = {
    ("health", "care"): "healthcare",
    ("vice", "president"): "vicepresident",
    ("x", "ray"): "radiology",
    ("co", "ordinator"): "coordinator",
    ("mid", "level"): "midlevel",
}
_SECONDS = frozenset(second for _, second in _PAIRS)
# Words that say how senior somebody is or how they are hired, and leave the job what it is.
_GRADES = _set(
    "i ii iii iv v vi 1 2 3 4 5 6 7 8 9 senior sr junior jr lead staff interim acting deputy "
    "prn per diem registered licensed certified qualified full part time night day shift "
    "evening weekend travel traveling float pool casual agency locum regional corporate grade "
    "level band class temporary permanent experienced working retired board entry new"
)
_FILLERS = _set("of the and for in a an to with on by am")
_DROPPED = _GRADES | _FILLERS
_SHORTENED = _GRADES | _MEANINGS.keys()
# Letters after a name that are no job: degrees, fellowships, certificates.
DEGREES = _set(
    "ba bs bsc ms ma msc mba mha mph mhs phd dphil drph edd dba mpp mpa mhi mhsa meng mmm scd "
    "dsc llm bn msn bsn adn dnp dnsc mn mphil aas as mis msis msw bsw msl bpharm mbchb mbbs "
    "emba mpt mot otd"
)
LETTERS = DEGREES | _set(
    "md do dds dmd pharmd dpm dvm dpt psyd jd esq aud od dc faan facp facs faap facc facep "
    "fache famia fhm faafp facog fcap frcp frcs mrcp frcpc fhimss fasa fccm fccp nea ne bc c "
    "ccrn cen cnor cenp cnml ocn rnc cpn ni cphq cpps cphims cahims rhia rhit ccs cpc chda "
    "cdip ccds chc chpc cissp cipp aigp pmp csm lssbb cpa chfp crcr bcps bcacp bcop rph cpht "
    "rdn ld cnsc cdces rrt rcp rdms rdcs rvt arrt ascp mls mlt lcsw lmsw lpc lmft lmhc bcba "
    "ccm acm cic cpph ches cph aprn arnp crnp fnp anp agnp acnp pmhnp whnp pnp otr l ccc atc "
    "cmq phn cnl ciip abpm faha fapha fashp pgdip frcgp mrcgp cmpe fhfma chfm cpxp cpe cpt"
)
# Letters after a name that are as often the job itself: "ICU RN", "Hospitalist PA".
JOB_LETTERS = _set("rn lpn lvn np pa pt ot slp crna cnm rd")
# Last words that say who leads, or too little, so that another word tells what the job is about.
LEADERS = _set(
    "manager director head chief president vicepresident supervisor administrator executive "
    "leader officer superintendent chair principal owner lead vice"
)
VAGUE = _set(
    "specialist coordinator consultant associate analyst advisor adviser professional "
    "representative worker technician assistant practitioner expert champion liaison planner "
    "auditor reviewer trainer operator staff member agent abstractor navigator facilitator "
    "ambassador evaluator investigator partner steward fellow personnel employee"
)
WEAK = LEADERS | VAGUE
STUDENTS = _set("student candidate trainee learner")
PAST = _set("former formerly ex past previous retired")
# What stands in a title and is no slip, whatever titles there are.
KNOWN = _DROPPED | _MEANINGS.keys() | _SHORT_VICE | LETTERS | JOB_LETTERS | WEAK | STUDENTS | PAST
_DROPPED_SIGNS = dict.fromkeys(map(ord, ".'\N{RIGHT SINGLE QUOTATION MARK}"), "")
_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()} | _DROPPED_SIGNS


def unaccented(text: str) -> str:
    """Return a title in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    from unicodedata import combining, normalize  # few need it

    dashes = str.maketrans("\N{EN DASH}\N{EM DASH}\N{RIGHT SINGLE QUOTATION MARK}", "--'")
    text = normalize("NFKD", text.translate(dashes))
    return "".join(one for one in text if not combining(one)).encode("ascii", "replace").decode()


def plain_words(text: str) -> list[str]:
    """Return the words of a title in plain letters: "M.D., PA-C" as md, pa and c."""
    return unaccented(text).translate(_SEPARATORS).split()


def in_one_form(said: list[str]) -> Words:
    """Return plain words in one form: American, singular, spelt out, without grades.

    Those of "Senior Paediatric Nurses" are pediatric and nurse. Grades stay where there is
    nothing else.
    """
    found = [one for word in _paired(said) for one in meaning(word)]
    if _DROPPED.isdisjoint(found):
        return tuple(found)
    kept = [word for word in found if word not in _DROPPED]
    if kept and "lead" in found and _last_but_grades(found) == "lead":
        kept.append("leader")
    return tuple(kept or found)


def _paired(said: list[str]) -> list[str]:
    """Return the words with those that stand for one thing in one: "health care"."""
    if _SECONDS.isdisjoint(said):
        return said
    found = said[:1]
    for word in said[1:]:
        if one := _PAIRS.get((found[-1], word)):
            found[-1] = one
        else:
            found.append(word)
    return found


def _last_but_grades(found: list[str]) -> str | None:
    return next((one for one in reversed(found) if one == "lead" or one not in _GRADES), None)


def without_grades(said: list[str]) -> Iterator[list[str]]:
    """Yield plain words as they are, then without grades at their end, then at their start."""
    start, end = 0, len(said)
    yield said
    while end - start > 1 and said[end - 1] in _GRADES:
        end -= 1
        yield said[:end]
    while end - start > 1 and said[start] in _GRADES:
        start += 1
        yield said[start:end]


def is_spelt_out(said: list[str]) -> bool:
    """Return whether plain words are neither abbreviations nor grades."""
    return _SHORTENED.isdisjoint(said)


@lru_cache(maxsize=10_000)
def meaning(word: str) -> Words:
    """Return the words that one word of a title stands for."""
    if word.startswith("pgy"):
        return ("resident",)
    if word in _SHORT_VICE:
        return ("vicepresident",)
    if word in _MEANINGS:
        return tuple(_MEANINGS[word].split())
    one = _american(_singular(word))
    return tuple(_MEANINGS.get(one, one).split())


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1]


def _american(word: str) -> str:
    word = word.replace("ae", "e").replace("oe", "e")
    for british, american in (("isation", "ization"), ("our", "or")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word.removesuffix(british) + american
    return word
