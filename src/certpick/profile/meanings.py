"""What each option says, in a sentence or two: as help, and to programs that ask for it.

A module without imports, since the help of a command must not wait for what the command needs.
"""

MEANINGS = {
    "role": "Your role or job title: physician, clinician, nurse-leader, administrator, "
    "informatics, 'charge nurse', CMIO, …",
    "title": "Your job title, beside a role: it may set a price.",
    "budget": "The most you can pay for the whole program, in US dollars.",
    "hours": "Hours a week that you can study.",
    "weeks": "When you must be done: 12 weeks, 3 months, or 2027-03-01.",
    "cme": "Whether you need continuing-education credit: contact hours, AMA PRA Category 1, … "
    "Default: helpful for physicians and clinicians.",
    "credit": "The credit that you need: contact-hours (nurses), cme (AMA PRA Category 1), acpe, "
    "ceu, … or none. Default: what counts in your profession.",
    "pacing": "Only programs of this pacing.",
    "no-programming": "Only programs that need no programming.",
    "country": "Only programs that are open there: US, Canada, …",
    "language": "Only programs taught in it: en, French, …",
    "situation": "What else is true of you: leadership, manages, academic-center, multinational.",
    "hold": "A program that you have completed: it leaves the ranking.",
    "priority": "Most important first: rigor,domain,portability.",
    "weights": "Weights on any scale: domain=50,rigor=30,portability=20.",
    "evidence": "independent: leave open what only the provider or its promoter claims of rigor "
    "and portability, and what only a rival denies.",
    "strict": "Rule out programs where a need of yours is unknown.",
}
# What is asked of the catalogue itself, in the same form.
SEARCHES = {
    "search": "Only programs with all these words.",
    "max-cost": "At most this for the whole program, in US dollars.",
    "cme": "Only programs that award CME or CE credit.",
    "focus": "Only programs built for this.",
    "strict": "Leave out programs where nobody states what you ask for.",
    "sort": "Order by name, or the lowest cost or least time first.",
}
# What is asked of a plan.
STUDIES = {
    "days": "Your days of study: mon,wed,sat. Default: a working day for each two hours.",
    "at": "When you begin to study. Default: 18:30.",
    "off": "Days without study: 2026-12-24..2027-01-02.",
    "earned": "The day on which you earned or last renewed it: say what comes after.",
}
PROGRAM = "An id, or words of a name that no other program has, such as stanford."
PROGRAMS = "Two or more ids, or words of names that no other program has."
TITLE = "A job title, such as 'charge nurse'."
START = "Your first day of study. Default: next Monday."
SORT = "Put the best fit, the lowest cost or the least time first."
