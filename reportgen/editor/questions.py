"""The questions of the editor, with the answers that a configuration gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.editor.fields import Field, Form, Item, Question, at, day_words, shown
from reportgen.editor.goal_questions import goal_question
from reportgen.model.period import RelativePeriod

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.model.configuration import KeyPath

BOARD, EDITORIAL = "board", "editorial"
_KINDS = ((EDITORIAL, "Readers of a journal: an editorial"), (BOARD, "A board: a report"))
_ASKS = (
    ("approve", "to approve something"),
    ("decide", "to decide between ways"),
    ("assurance", "to satisfy itself of something"),
    ("note", "to take note of something"),
)
_METRIC_KINDS = (
    ("count", "A count for each month"),
    ("level", "A total so far"),
    ("amount", "An amount of money for each month"),
    ("rate", "A share, in percent"),
    ("average", "An average or a score"),
)
_GOOD = (("up", "More is better"), ("down", "Less is better"), ("neither", "Neither"))
_DAY = "A day or a month, such as 16 July 2026 or July 2026."
_WHO = "A name or a role."


def questions(content: Mapping[str, Any]) -> list[Question]:
    """Return all questions for a configuration, in the order in which they are asked."""
    form = Form(content)
    kind = at(content, "brief", "kind") or EDITORIAL
    asked = [_organization(form), _readers(form, kind), _files(form), _columns(form, kind)]
    asked += [_change(form), _periods(form), goal_question(form, is_board=kind == BOARD)]
    asked.append(_committee(form))
    if kind == BOARD:
        asked.append(_asks(form))
    return asked


def _organization(form: Form) -> Question:
    name, does = at(form.content, "organization", "name"), at(form.content, "organization")
    fields = [
        form.line("Name", "organization", "name", is_required=True),
        form.line("Short name, for figures", "organization", "short_name"),
        form.line("What it does, in one sentence", "organization", "description", kind="long"),
    ]
    said = shown(name)
    if isinstance(does, dict) and does.get("short_name"):
        said += f" ({shown(does['short_name'])})"
    return Question(id="organization", title="Who is the brief about?", answer=said, fields=fields)


def _readers(form: Form, kind: str) -> Question:
    known = dict(_KINDS)
    choices = _KINDS if kind in known else (*_KINDS, (kind, f"A brief of the kind “{kind}”"))
    chosen = form.line("Who will read it?", "brief", "kind", kind="choice", choices=choices)
    chosen.value = chosen.value or kind
    fields = [
        chosen,
        form.line("The day that it speaks from", "brief", "report_date", kind="date", hint=_DAY),
    ]
    items: list[Item] = []
    if kind == BOARD:
        fields += [
            form.line(
                "The day of the meeting", "brief", "front", "meeting", kind="date", hint=_DAY
            ),
            form.line("Number of the paper", "brief", "front", "paper", kind="number"),
            form.line("Who answers for the paper", "brief", "front", "sponsor", hint=_WHO),
        ]
        return Question(
            id="readers", title="Who will read it?", answer=dict(choices)[kind], fields=fields
        )
    authors = form.entries("brief", "authors")
    for place, author in enumerate(authors):
        path = ("brief", "authors", place)
        items.append(Item(path=path, title=shown(at(author, "name")), fields=_author(form, path)))
    blank = Item(path=(), title="", fields=_author(form, ("brief", "authors", len(authors))))
    said = dict(choices)[kind]
    if authors:
        said += f", by {len(authors)} {'author' if len(authors) == 1 else 'authors'}"
    return Question(
        id="readers",
        title="Who will read it?",
        answer=said,
        fields=fields,
        items=items,
        blank=blank,
        adds="Add an author",
    )


def _author(form: Form, path: KeyPath) -> list[Field]:
    return [
        form.line("Name of the author", *path, "name", is_required=True),
        form.line("Degrees", *path, "degrees", hint="Such as MD, MPH."),
        form.line("Institution, city, country", *path, "affiliation"),
    ]


def _files(form: Form) -> Question:
    files: dict[str, list[str]] = {}
    for key, metric in form.groups("metrics").items():
        files.setdefault(shown(at(metric, "file")), []).append(key)
    items = [
        Item(
            path=("files", name),
            title=name.rpartition("/")[2] or "A file that is not named yet",
            note=_counted(len(keys), "column is used", "columns are used"),
            fields=[],
        )
        for name, keys in files.items()
    ]
    return Question(
        id="files",
        title="Which files hold your numbers?",
        answer=", ".join(item.title for item in items),
        hint="A workbook (.xlsx, .ods) or a file with commas (.csv). It is copied next to the "
        "configuration, and nothing leaves this computer.",
        items=items,
        takes_files=True,
    )


def _columns(form: Form, kind: str) -> Question:
    items = []
    for key, metric in form.groups("metrics").items():
        path = ("metrics", key)
        chosen = form.line("What it is", *path, "kind", kind="choice", choices=_METRIC_KINDS)
        fields = [
            form.line("Name in sentences", *path, "label", hint="Such as: volunteer hours."),
            chosen,
            form.line("Column of the file", *path, "value"),
            form.line("What is counted", *path, "unit", hint="In the plural, such as hours."),
            form.line("What is good?", *path, "good", kind="choice", choices=_GOOD),
        ]
        fields[-1].value = fields[-1].value or "up"
        if kind == BOARD:
            fields += [*view_fields(form, path), form.line("Who looks after it", *path, "owner")]
        said = dict(_METRIC_KINDS).get(chosen.value, "")
        name = shown(at(metric, "label")) or key.replace("_", " ")
        items.append(Item(path=path, title=name, note=said, about=key, fields=fields))
    return Question(
        id="columns",
        title="What is in each column?",
        answer=", ".join(item.title for item in items),
        items=items,
    )


def view_fields(form: Form, path: KeyPath) -> list[Field]:
    """Return why a number is as it is, what is being done, and what is expected."""
    doing: tuple[str | int, ...] = (*path, "next")
    if isinstance(at(form.content, *path, "next"), list):
        doing = (*doing, 0)
    return [
        form.line("Why is it so?", *path, "why", kind="long", hint="Printed as your view."),
        form.line("What is being done?", *doing, "what"),
        form.line("By whom?", *doing, "who", hint=_WHO),
        form.line("By when?", *doing, "by", kind="date", hint=_DAY),
        form.line("What do you expect?", *path, "expected", kind="date", hint="A date or words."),
    ]


def _change(form: Form) -> Question:
    several = form.entries("interventions")
    path: KeyPath = ("interventions", 0) if several else ("intervention",)
    label, day = at(form.content, *path, "label"), at(form.content, *path, "on")
    fields = [
        form.line("What changed?", *path, "label", hint="Such as: Trainees became co-leads."),
        form.line("Since when?", *path, "on", kind="date", hint=_DAY, is_required=bool(label)),
    ]
    events = form.entries("events")
    items = [
        Item(
            path=("events", place),
            title=shown(at(event, "what")) or "Something else that happened",
            note=day_words(at(event, "on")),
            fields=_event(form, place),
        )
        for place, event in enumerate(events)
    ]
    answer = ", ".join(part for part in (shown(label), day_words(day)) if part)
    return Question(
        id="change",
        title="What changed, and when?",
        answer=answer or "Nothing: the latest numbers are reported",
        hint="Leave this empty for a report on how things are going.",
        fields=fields,
        items=items,
        blank=Item(path=(), title="", fields=_event(form, len(events))),
        adds="Add something outside that happened",
    )


def _event(form: Form, place: int) -> list[Field]:
    return [
        form.line("What happened?", "events", place, "what", is_required=True),
        form.line("When?", "events", place, "on", kind="date", hint=_DAY, is_required=True),
    ]


def _periods(form: Form) -> Question:
    given = form.groups("periods")
    fields, answer = [], []
    if not form.groups("intervention") and not form.entries("interventions"):
        standing = at(form.content, "reporting_period")
        words = [(item.value, f"The {item.value}") for item in RelativePeriod]
        choices = (("", "As the data suggest, or the days below"), *words)
        chosen = Field(
            path=("reporting_period",),
            label="What does it report on?",
            kind="choice",
            value=standing if isinstance(standing, str) else "",
            choices=choices,
        )
        if isinstance(standing, dict):
            chosen.choices = (("", "The days below"), *words)
        first = form.line("From", "reporting_period", "from", kind="date", hint=_DAY)
        last = form.line("To", "reporting_period", "to", kind="date", hint=_DAY)
        fields = [chosen, first, last]
        answer.append(dict(choices)[chosen.value] if chosen.value else "")
        if isinstance(standing, dict):
            answer.append(f"{first.value} to {last.value}")
            first.is_required = last.is_required = True
    items = [
        Item(
            path=("periods", key),
            title=shown(at(period, "label")) or key,
            note=f"{day_words(at(period, 'from'))} to {day_words(at(period, 'to'))}",
            fields=_period(form, key),
        )
        for key, period in given.items()
    ]
    answer += [item.title for item in items]
    number = len(given) + 1
    while f"period_{number}" in given:
        number += 1
    return Question(
        id="periods",
        title="Which months do you report on?",
        answer=", ".join(part for part in answer if part) or "As the data suggest",
        fields=fields,
        items=items,
        blank=Item(path=(), title="", fields=_period(form, f"period_{number}")),
        adds="Add a period of your own",
    )


def _period(form: Form, key: str) -> list[Field]:
    path = ("periods", key)
    return [
        form.line("Name of the period", *path, "label"),
        form.line("From", *path, "from", kind="date", hint=_DAY, is_required=True),
        form.line("To", *path, "to", kind="date", hint=_DAY, is_required=True),
    ]


def _committee(form: Form) -> Question:
    title = "Who is on the committee?"
    members = form.entries("committee", "members")
    if form.entries("committee", "structures") or form.groups("committee", "holdings"):
        people = _counted(len(members), "person", "people") if members else "From a file"
        return Question(
            id="committee",
            title=title,
            answer=f"{people}, with roles over time",
            hint="Roles over time are changed in the whole file, on the tab Text.",
        )
    items = []
    for place, member in enumerate(members):
        path = ("committee", "members", place)
        role = shown(at(member, "role"))
        name = shown(at(member, "name")) or "A vacant role"
        items.append(Item(path=path, title=name, note=role, fields=_member(form, path)))
    return Question(
        id="committee",
        title=title,
        answer=_counted(len(members), "person", "people") if members else "",
        items=items,
        blank=Item(path=(), title="", fields=_member(form, ("committee", "members", len(members)))),
        adds="Add a person",
    )


def _member(form: Form, path: KeyPath) -> list[Field]:
    return [
        form.line("Name", *path, "name"),
        form.line("Role", *path, "role", hint="Such as Treasurer."),
        form.line("Reports to", *path, "reports_to", hint="The role above, where there is one."),
    ]


def _asks(form: Form) -> Question:
    asks = form.entries("brief", "asks")
    items = [
        Item(
            path=("brief", "asks", place),
            title=shown(at(ask, "what")) or "Something that is not said yet",
            fields=_ask(form, ("brief", "asks", place)),
        )
        for place, ask in enumerate(asks)
    ]
    is_full = len(asks) >= 3
    return Question(
        id="asks",
        title="What do you ask the board?",
        answer=" ".join(item.title for item in items),
        hint="At most three things, the most important first.",
        items=items,
        blank=None
        if is_full
        else Item(path=(), title="", fields=_ask(form, ("brief", "asks", len(asks)))),
        adds="Add something to ask",
    )


def _ask(form: Form, path: KeyPath) -> list[Field]:
    kind = form.line("The board is asked", *path, "kind", kind="choice", choices=_ASKS)
    kind.value = kind.value or "decide"
    return [
        form.line("The sentence to be minuted", *path, "what", kind="long", is_required=True),
        kind,
        form.line("Why?", *path, "reason", kind="long"),
        form.line("What does it cost?", *path, "cost", kind="number", hint="A number or words."),
        form.line("Decided by when?", *path, "by", kind="date", hint=_DAY),
        form.line("What if it is refused?", *path, "otherwise", kind="long"),
        form.line("How will the board know that it worked?", *path, "how_known", kind="long"),
    ]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def text_fields(content: Mapping[str, Any]) -> Iterator[Question]:
    """Yield the texts of the brief: title, abstract and sections."""
    form = Form(content)
    is_board = at(content, "brief", "kind") == BOARD
    first = [form.line("Title", "brief", "title", hint="Made from the data if left empty.")]
    if not is_board:
        first.append(form.line("Abstract", "brief", "abstract", kind="long", has_numbers=True))
    yield Question(id="front", title="Front", fields=first)
    sections = form.entries("brief", "sections")
    items = []
    for place, section in enumerate(sections):
        path = ("brief", "sections", place)
        heading = shown(at(section, "heading")) or "A section without a heading"
        items.append(Item(path=path, title=heading, fields=_section(form, path)))
    blank = Item(path=(), title="", fields=_section(form, ("brief", "sections", len(sections))))
    yield Question(
        id="sections",
        title="Sections",
        items=items,
        blank=blank,
        adds="Add a section",
    )
    closing = [
        ("Thanks", "acknowledgments"),
        ("Who paid", "funding"),
        ("Conflicts of interest", "conflicts_of_interest"),
    ]
    fields = [form.line(label, "brief", key, kind="long") for label, key in closing]
    yield Question(id="closing", title="At the end", fields=fields)


def _section(form: Form, path: KeyPath) -> list[Field]:
    return [
        form.line("Heading", *path, "heading", is_required=True),
        form.line("Text of the section", *path, "text", kind="long", has_numbers=True),
        form.line(
            "What reportgen adds below the text",
            *path,
            "outcomes",
            kind="parts",
            choices=tuple(parts(form.content)),
        ),
    ]


def parts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a section may print: metrics' findings, goals, people, and so on."""
    form = Form(content)
    for item in form.entries("comparisons"):
        key, metric = shown(at(item, "id")), shown(at(item, "metric"))
        label = shown(at(content, "metrics", metric, "label")) or metric
        yield key, f"The comparison of {label} ({' and '.join(at(item, 'contrast') or [])})"
    compared = {shown(at(item, "id")) for item in form.entries("comparisons")}
    for key, metric in form.groups("metrics").items():
        if key not in compared:
            yield key, f"What was found on {shown(at(metric, 'label')) or key.replace('_', ' ')}"
    for key, words in (
        ("goals", "The goals"),
        ("committee", "The committee"),
        ("surveys", "The surveys"),
        ("campaigns", "The campaigns"),
        ("milestones", "What was reached"),
        ("testimonials", "What people said"),
    ):
        if content.get(key):
            yield key, words
