from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.diagnostics import Place, Severity
from reportgen.model.comparison import Test
from reportgen.model.prose import (
    BulletList,
    Cite,
    Claim,
    Code,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Superscript,
    TextTable,
    plain_text,
)
from reportgen.narrative.fields.text_field import (
    InlineText,
    TextField,
    parse_inline_text,
    parse_text_field,
)
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import case, comparison

KNOWN = case([40, 38, 44, 41, 39, 43], [60, 64, 58, 66, 61, 63], comparison(Test.MEAN))
NARRATIVE = KNOWN.narrative
RATIO = "readers.mean.after_vs_before.ratio"
KEYS = frozenset({"kays2023", "clarke2019"})


def field(text: str, place: Place | None = None, keys: frozenset[str] | None = KEYS) -> TextField:
    return parse_text_field(
        text, narrative=NARRATIVE, outcomes=KNOWN.outcomes, place=place, known_keys=keys
    )


def inline(text: str) -> InlineText:
    return parse_inline_text(
        text, narrative=NARRATIVE, outcomes=KNOWN.outcomes, place=None, known_keys=KEYS
    )


def only(found: TextField) -> Paragraph:
    assert found.diagnostics == ()
    (block,) = found.blocks
    assert isinstance(block, Paragraph)
    return block


def test_a_quantity_becomes_a_number_bound_to_its_id() -> None:
    words = only(field(f"Readers were {{{{ {RATIO} }}}} times as many.")).children
    assert words[1] == Number("1.5", RATIO)
    assert plain_text(words) == "Readers were 1.5 times as many."


def test_an_id_with_underscores_and_spaces_around_a_line_break_is_read() -> None:
    assert plain_text(only(field(f"{{{{\n  {RATIO}\n}}}}")).children) == "1.5"


def test_say_prints_the_full_statement_with_its_claims() -> None:
    words = only(field('What happened: {{ say("reach") }}')).children
    assert plain_text(words) == "What happened: " + plain_text(
        paragraph(*NARRATIVE.statements["reach"].full)
    )
    assert any(isinstance(item, Claim) for item in words)


def test_an_equals_sign_before_a_bounded_p_value_is_dropped() -> None:
    words = only(field("*P*={{ readers.mean.after_vs_before.p_value }}")).children
    assert plain_text(words) == "P<.001"


def test_words_before_a_bounded_p_value_stay_as_they_were_typed() -> None:
    words = only(field("Here *P* is {{ readers.mean.after_vs_before.p_value }}")).children
    assert plain_text(words) == "Here P is <.001"


def test_the_words_of_a_link_may_hold_numbers_and_sentences() -> None:
    words = f'[{{{{ {RATIO} }}}} times: {{{{ say("reach") }}}}](https://example.org)'
    (link,) = only(field(words)).children
    assert isinstance(link, Link)
    assert link.children[0] == Number("1.5", RATIO)
    reach = plain_text(paragraph(*NARRATIVE.statements["reach"].full))
    assert plain_text((link,)) == f"1.5 times: {reach}"


def test_lines_of_one_paragraph_are_parted_by_a_space() -> None:
    assert plain_text(only(field("Readers\ncame.")).children) == "Readers came."


def test_markdown_marks_become_the_tree() -> None:
    text = "Some *italic*, **bold** and `code` [there](https://example.org) and  \nbelow."
    kinds = {type(item) for item in only(field(text)).children}
    assert {Emphasis, Strong, Code, Link, LineBreak} <= kinds


def test_citations_of_one_and_of_several_keys() -> None:
    words = only(field("As shown before [@kays2023; @clarke2019], and again [@kays2023].")).children
    assert [item.keys for item in words if isinstance(item, Cite)] == [
        ("kays2023", "clarke2019"),
        ("kays2023",),
    ]


def test_headings_start_below_the_sections_own_and_never_skip_a_level() -> None:
    found = field("# One\n\n### Three\n\n# Again\n")
    levels = [block.level for block in found.blocks if isinstance(block, Heading)]
    assert levels == [3, 4, 3]


def test_lists_and_quotes_keep_their_blocks() -> None:
    found = field("- a\n- b\n\n1. c\n\n> Said once.\n>\n> — A member\n")
    bullets, ordered, quote = found.blocks
    assert isinstance(bullets, BulletList)
    assert len(bullets.items) == 2
    assert isinstance(ordered, OrderedList)
    assert isinstance(quote, Quote)
    assert quote.attribution == "A member"
    assert len(quote.children) == 1


def test_html_is_plain_text() -> None:
    found = field("a <script>alert(1)</script> b")
    assert [item.code for item in found.diagnostics] == ["TXT007"]
    (block,) = found.blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.children) == "a <script>alert(1)</script> b"


def test_code_keeps_its_braces() -> None:
    assert plain_text(only(field("write `{{ quantity.id }}`")).children) == (
        "write {{ quantity.id }}"
    )


def test_an_empty_link_to_an_anchor_mentions_a_figure() -> None:
    assert only(field("See [](#fig-trend-readers).")).children[1] == Reference("fig-trend-readers")


def test_quotation_marks_are_typographic() -> None:
    assert plain_text(inline('A nonprofit\'s "case"').prose) == "A nonprofit’s “case”"


@pytest.mark.parametrize(
    ("text", "code", "words", "help_text"),
    [
        ("{{ readers|upper }}", "TXT001", "expected a quantity or a sentence", "quantity.id"),
        ("{% if x %}", "TXT001", "expected a quantity or a sentence", "quantity.id"),
        ("{{ readers", "TXT001", "expected a quantity or a sentence", "quantity.id"),
        ("{{ readers.mean.after_vs_before.ration }}", "TXT002", "unknown quantity", "ratio`?"),
        ("{{ reach }}", "TXT002", "unknown quantity `reach`", 'say("reach")'),
        ("{{ zzz.qqq }}", "TXT002", "unknown quantity `zzz.qqq`", "outcomes.json"),
        ('{{ say("reech") }}', "TXT004", "no sentence for `reech`", "did you mean `reach`?"),
        ('{{ say("zzzzzz") }}', "TXT004", "no sentence for `zzzzzz`", "expected one of `reach`"),
        ("[@keys2023]", "TXT005", "citation key `keys2023`", "@kays2023"),
        ("[@zzz]", "TXT005", "citation key `zzz`", "add it to the references"),
        ("[x](javascript:alert)", "TXT006", "link to `javascript:alert`", "https"),
        ("[x](data/notes.html)", "TXT006", "link to `data/notes.html`", "https"),
    ],
)
def test_errors_say_how_to_fix_them(text: str, code: str, words: str, help_text: str) -> None:
    (found,) = field(f"Before {text} after.").diagnostics
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert words in found.message
    assert help_text in found.help


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("{{ readers|upper }}", "{{ readers|upper }}"),
        ("{{ zzz.qqq }}", "{{ zzz.qqq }}"),
        ('{{ say("zzzzzz") }}', '{{ say("zzzzzz") }}'),
        ("[@zzz]", "[@zzz]"),
        ("[x](javascript:alert)", "javascript:alert"),
        ("![a chart](chart.png)", "chart.png"),
    ],
)
def test_the_place_of_a_mistake_is_the_words_that_it_is_about(text: str, spot: str) -> None:
    line = f"  abstract: Before {text} after."
    place = Place(file="club.yaml", line=4, column=13, text=line)
    (found,) = field(f"Before {text} after.", place).diagnostics
    assert found.place is not None
    assert (found.place.column, found.place.width) == (line.index(spot) + 1, len(spot))


def test_a_quantity_without_a_value_is_an_error_with_its_reason() -> None:
    known = case([-9, 12, -4, 8, 1], [30, 41, 35, 28, 37], comparison(Test.MEAN))
    reason = known.outcomes.quantities[RATIO].reason
    (found,) = parse_text_field(
        f"{{{{ {RATIO} }}}}",
        narrative=known.narrative,
        outcomes=known.outcomes,
        place=None,
        known_keys=None,
    ).diagnostics
    assert found.code == "TXT003"
    assert reason in found.message


def test_keys_are_not_checked_where_the_references_are_unknown() -> None:
    assert field("[@unknown]", keys=None).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "code", "way_out"),
    [
        ("![a chart](chart.png)", "TXT007", ""),
        ("above\n\n---\n\nbelow", "TXT007", ""),
        ("It ~~fell~~ rose.", "TXT007", ""),
        ("It <b>rose</b>.", "TXT007", ""),
        ("- [ ] ask them", "TXT007", ""),
        ("It rose.\n\n[^a]: Not much.", "TXT010", "`[^a]`"),
    ],
)
def test_what_is_not_printed_is_a_warning(text: str, code: str, way_out: str) -> None:
    (found,) = field(text).diagnostics
    assert (found.code, found.severity) == (code, Severity.WARNING)
    assert way_out in found.help


def test_the_place_in_a_literal_block_is_the_line_of_the_text() -> None:
    place = Place(file="club.yaml", line=10, column=11, text="    text: |")
    (found,) = field("First line.\n\nThird [@unknown].\n", place).diagnostics
    assert found.place is not None
    assert (found.place.line, found.place.column) == (13, None)
    assert found.place.text == "Third [@unknown]."


def test_the_place_in_a_single_line_field_is_the_snippet() -> None:
    line = "  abstract: Readers rose [@unknown] a lot."
    place = Place(file="club.yaml", line=4, column=13, text=line)
    (found,) = field("Readers rose [@unknown] a lot.", place).diagnostics
    assert found.place is not None
    assert (found.place.line, found.place.column) == (4, line.index("[@") + 1)
    assert found.place.width == len("[@unknown]")


def test_the_place_at_the_start_of_a_line_is_the_snippet_too() -> None:
    place = Place(file="club.yaml", line=5, column=1, text="[@unknown] said so.")
    (found,) = field("[@unknown] said so.", place).diagnostics
    assert found.place == replace(place, column=1, width=len("[@unknown]"))


def test_the_place_in_a_folded_block_is_the_field() -> None:
    place = Place(file="club.yaml", line=4, column=13, text="  abstract: >-")
    (found,) = field("Readers rose [@unknown] a lot.", place).diagnostics
    assert found.place == place


def test_a_title_is_read_as_one_line() -> None:
    found = inline(f"Readers: {{{{ {RATIO} }}}} times *as* many")
    assert plain_text(found.prose) == "Readers: 1.5 times as many"
    assert found.diagnostics == ()
    assert [item.code for item in inline("{{ nothing.here }}").diagnostics] == ["TXT002"]


def test_a_block_of_code_is_printed_as_it_is() -> None:
    words = only(field("```\nx = {1}\n```")).children
    assert words == (Code("x = {1}"),)


def test_a_quotation_without_a_name_below_it_has_none() -> None:
    (block,) = field("> One said so.\n>\n> Then another did.").blocks
    assert isinstance(block, Quote)
    assert len(block.children) == 2
    assert block.attribution == ""


def test_a_dash_names_who_spoke_only_in_a_paragraph_below_the_words() -> None:
    for text in ("> — and then there was silence", "> Said once.\n>\n> - a list\n> - of things"):
        (block,) = field(text).blocks
        assert isinstance(block, Quote)
        assert block.attribution == ""


def test_a_pipe_table_is_a_table_whose_cells_may_hold_numbers() -> None:
    text = f"| Item | 2024 |\n|---|--:|\n| Gifts | {{{{ {RATIO} }}}} |\n| *Rent* | 420 |"
    (table,) = field(text).blocks
    assert isinstance(table, TextTable)
    assert [plain_text(item) for item in table.heads] == ["Item", "2024"]
    assert table.is_right == (False, True)
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["Gifts", "1.5"],
        ["Rent", "420"],
    ]
    assert any(isinstance(item, Number) for item in table.rows[0][1])


def test_footnotes_are_numbered_as_mentioned_and_printed_at_the_end() -> None:
    found = field("One.[^b] Two.[^a] Again.[^b]\n\n[^a]: Of *two*.\n[^b]: Word\n\nLast.")
    assert found.diagnostics == ()
    read = [block for block in found.blocks if isinstance(block, Paragraph)]
    assert [plain_text(block.children) for block in read] == [
        "One.1 Two.2 Again.1",
        "Last.",
        "1 Word",
        "2 Of two.",
    ]
    assert read[0].children[1] == Superscript("1")


def test_a_footnote_without_a_text_is_an_error_at_its_line() -> None:
    place = Place(file="club.yaml", line=10, column=11, text="    text: |")
    (found,) = field("First.\n\nThird.[^1]\n", place).diagnostics
    assert (found.code, found.severity) == ("TXT010", Severity.ERROR)
    assert found.place is not None
    assert found.place.line == 13


def test_a_picture_in_a_paragraph_of_its_own_is_named_with_its_place() -> None:
    text = 'Before.\n\n![Two beds](a%20garden.png "In May")\n\nAfter ![one](b.png).'
    found = parse_text_field(
        text,
        narrative=NARRATIVE,
        outcomes=KNOWN.outcomes,
        place=None,
        known_keys=None,
        takes_pictures=True,
    )
    (picture,) = found.pictures
    assert (picture.file, picture.alt, picture.title) == ("a garden.png", "Two beds", "In May")
    assert picture.position == 1
    assert [item.code for item in found.diagnostics] == ["TXT007"]
    assert "a line of its own" in found.diagnostics[0].help
