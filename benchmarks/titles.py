"""How job titles are read: real ones as people write them, each with where it leads and why.

``python benchmarks/titles.py`` prints what ``docs/titles.md`` says.
"""

from collections.abc import Iterator

from certpick import load_catalog
from certpick.catalog.roles import AmbiguousTitleError, RoleBook

TITLES = (
    "charge nurse",
    "CNO, MSN, RN, NEA-BC",
    "Director of Nursing",
    "Manager, RN",
    "Director, Nursing",
    "assistant director of nursing",
    "Nurse manager/charge nurse",
    "Director of Patient Care Services",
    "RN Manager",
    "RN, CNO",
    "RN",
    "staff nurse",
    "ED nurse at Mayo Clinic",
    "per diem RN",
    "LVN",
    "Labor & Delivery nurse",
    "night shift nurse",
    "school nurse",
    "Nurse educator",
    "Registered nurse in the ICU",
    "GP",
    "hospitalist",
    "M.D.",
    "Paediatrician",
    "Orthopaedic surgeon",
    "MD, MPH",
    "Dr. Jane Smith",
    "family doctor",
    "ENT surgeon",
    "Medical Oncologist",
    "Fellow of the American College of Surgeons",
    "haematologist",
    "Internal medicine physician",
    "resident",
    "Chief Resident, Surgery",
    "Intern",
    "Resident physician",
    "CMO",
    "Chair of Surgery",
    "Medical Director, Emergency Department",
    "EVP, CMO",
    "Associate Medical Director",
    "CMIO",
    "CMIO MD",
    "PA",
    "Hospitalist PA",
    "Emergency Medicine PA",
    "NP",
    "CRNA",
    "Hospitalist NP",
    "DNP, APRN, FNP-BC",
    "nurse anesthetist",
    "PharmD",
    "clinical pharmacist",
    "RPh",
    "Pharmacy resident",
    "pharmacy tech",
    "CPhT",
    "PT",
    "PTA",
    "OT",
    "COTA",
    "SLP",
    "RRT",
    "resp therapist",
    "radiographer",
    "ultrasound tech",
    "lab tech",
    "microbiologist",
    "RD",
    "dietician",
    "psychologist",
    "clinical psychologist",
    "LCSW",
    "social worker",
    "counsellor",
    "mental health counselor",
    "case manager",
    "discharge planner",
    "dentist",
    "orthodontist",
    "dental hygienist",
    "dental assistant",
    "paramedic",
    "flight paramedic",
    "vet tech",
    "CNA",
    "HCA",
    "surgical tech",
    "dialysis technician",
    "genetic counselor",
    "athletic trainer",
    "professor",
    "med student",
    "MS3",
    "nursing student",
    "PA student",
    "CEO",
    "hospital administrator",
    "Director",
    "VP Operations",
    "Director of Pharmacy",
    "Hospital operations manager",
    "Director of Radiology",
    "pharmacy manager",
    "hospital president",
    "Director of Quality",
    "patient safety officer",
    "CPHQ",
    "VP Quality and Patient Safety",
    "Director of Quality and Patient Safety",
    "revenue cycle manager",
    "finance director",
    "accountant",
    "medical coder",
    "biller",
    "Inpatient coder",
    "HIM director",
    "health information manager",
    "medical records clerk",
    "Epic analyst",
    "CIO",
    "EHR analyst",
    "data analyst",
    "Clinical informatics manager",
    "Epic trainer",
    "Senior Epic Analyst, Mayo Clinic",
    "Telehealth coordinator",
    "informatics nurse",
    "Clinical informatics RN",
    "software engineer",
    "CTO",
    "biomedical engineer",
    "systems analyst",
    "compliance officer",
    "general counsel",
    "Director of Compliance",
    "epidemiologist",
    "health educator",
    "research coordinator",
    "clinical research associate",
    "recruiter",
    "supply chain director",
    "receptionist",
    "chaplain",
    "RT",
    "Consultant",
    "PT/OT",
    "wellness specialist",
    "Registrar",
)


def cells(title: str, roles: RoleBook) -> tuple[str, str, str]:
    """Return what a title is read as, the role whose topics apply, and how it was read."""
    try:
        found = roles.read(title)
    except AmbiguousTitleError as error:
        return "asks: " + " or ".join(error.candidates), "", str(error)
    name = found.profession.id if found.profession else found.role.id
    spoken_to = found.profession is None or found.profession.reading is None
    assumed = f"; {found.assumed}" if found.assumed else ""
    return f"{name}{'' if spoken_to else ' *'}", found.role.id, f"{found.steps[0]}{assumed}"


def table(roles: RoleBook) -> Iterator[str]:
    """Yield the lines of the table, in Markdown."""
    yield "| title | profession | role | how it is read |"
    yield "|---|---|---|---|"
    for title in TITLES:
        yield f"| {' | '.join((title, *cells(title, roles)))} |"


def main() -> None:
    """Print how many titles the table holds, and how some are read."""
    roles = load_catalog().roles
    known = sum(len(row.titles.all()) for row in roles.professions)
    print(f"{len(roles.professions)} professions with {known} titles; {len(TITLES)} as read:")
    print()
    print("\n".join(table(roles)))


if __name__ == "__main__":
    main()
