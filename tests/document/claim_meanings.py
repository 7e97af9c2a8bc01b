"""What the claim words of English and Spanish briefs mean, apart from the code that chooses them.

Written out here, so that a wrong choice of words is found.
"""

from __future__ import annotations

import re

from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.verdict import VerdictKind

_UP, _DOWN = VerdictKind.INCREASE, VerdictKind.DECREASE
_OPEN, _ALIKE = VerdictKind.INCONCLUSIVE, VerdictKind.EQUIVALENT
_REFUSED = VerdictKind.NOT_ASSESSABLE
_ANY = frozenset(VerdictKind)
_SS, _ESS = "(?:statistically significantly )?", "(?:,? de forma estadísticamente significativa,?)?"

_VERDICTS = {
    # English
    rf"increase|rose|increased(?: statistically significantly)?|grew {_SS}faster"
    rf"|fell {_SS}more slowly|were {_SS}higher"
    rf"|gained {_SS}more on average|turned {_SS}from losses to gains": {_UP},
    rf"decrease|fell|decreased(?: statistically significantly)?|grew {_SS}more slowly"
    rf"|fell {_SS}faster|were {_SS}lower"
    rf"|gained {_SS}less on average|turned {_SS}from gains to losses": {_DOWN},
    r"inconclusive|the comparison is inconclusive|the (?:data|answers) do not show .+"
    r"|no (?:difference|increase|decrease) is shown|is not statistically significant"
    r"|nor that any difference stays within .+": {_OPEN},
    r".*did not (?:differ|change|increase|decrease) statistically significantly"
    r"|was not statistically significantly (?:higher|lower|faster|slower)": {_OPEN, _ALIKE},
    r"within the margin|equivalent within .+|.+ differed, but by less than the margin"
    r"|differed statistically significantly": {_ALIKE},
    r"equivalence within .+ was not shown": {_UP, _DOWN, _OPEN},
    r"not assessable|could not be compared": {_REFUSED},
    r"(?:strong|moderate|weak) evidence": {_UP, _DOWN},
    r".*\bchecks?\b.*": _ANY,
    # Spanish
    rf"aumento|subió|aumentó{_ESS}|el crecimiento fue{_ESS} más rápido|fueron más altas{_ESS}"
    rf"|la caída fue{_ESS} más lenta|el incremento medio fue{_ESS} mayor"
    rf"|pasó{_ESS} de pérdidas a ganancias": {_UP},
    rf"disminución|bajó|disminuyó{_ESS}|el crecimiento fue{_ESS} más lento|fueron más bajas{_ESS}"
    rf"|la caída fue{_ESS} más rápida|el incremento medio fue{_ESS} menor"
    rf"|pasó{_ESS} de ganancias a pérdidas": {_DOWN},
    r"no concluyente|la comparación no es concluyente|l[oa]s (?:datos|respuestas) no muestran .+"
    r"|no se demuestra ning(?:ún|una) \w+"
    r"|no es estadísticamente significativo|ni que una posible diferencia quede .+": {_OPEN},
    r".*no (?:difi\w+|cambi\w+|aument\w+|disminu\w+|fue) .*estadísticamente significativa": {
        *(_OPEN, _ALIKE)
    },
    r"dentro del margen|equivalente dentro .+|.+ menos que el margen"
    r"|difirió de forma estadísticamente significativa": {_ALIKE},
    r"no se demostró la equivalencia .+": {_UP, _DOWN, _OPEN},
    r"no evaluable|no se pud\w+ comparar": {_REFUSED},
    r"evidencia (?:fuerte|moderada|débil)": {_UP, _DOWN},
    r".*\bcomprobaci\w+.*": _ANY,
}
_COURSES = {
    r"rose|up on a year earlier|hubo una subida|subida|más que un año antes": (
        {Course.CHANGED},
        True,
    ),
    r"fell|down on a year earlier|hubo una bajada|bajada|menos que un año antes": (
        {Course.CHANGED},
        False,
    ),
    r"ran higher than expected|hubo valores más altos de lo esperado": (
        {Course.SINCE, Course.PASSED},
        True,
    ),
    r"ran lower than expected|hubo valores más bajos de lo esperado": (
        {Course.SINCE, Course.PASSED},
        False,
    ),
    r"higher than expected|por encima de lo esperado": ({Course.SINCE}, True),
    r"lower than expected|por debajo de lo esperado": ({Course.SINCE}, False),
    r"higher for a time|por encima un tiempo": ({Course.PASSED}, True),
    r"lower for a time|por debajo un tiempo": ({Course.PASSED}, False),
    r"(?:came out )?higher than a year earlier"
    r"|(?:hubo valores más altos que|por encima de) un año antes": (
        {Course.UNLIKE_A_YEAR_AGO},
        True,
    ),
    r"(?:came out )?lower than a year earlier"
    r"|(?:hubo valores más bajos que|por debajo de) un año antes": (
        {Course.UNLIKE_A_YEAR_AGO},
        False,
    ),
    r"stayed within the expected range|as expected|los valores quedaron dentro del intervalo "
    r"esperado|según lo esperado": ({Course.EXPECTED}, False),
    r"varied too much to judge a change|too variable to judge"
    r"|(?:hubo )?demasiad(?:a variación|o variable) para juzgar un cambio": (
        {Course.UNCLEAR},
        False,
    ),
    r"can't be compared with an expected range|not assessable|no evaluable"
    r"|no es posible la comparación con un intervalo esperado": (
        {Course.NOT_ASSESSABLE},
        False,
    ),
}
_TONES = {
    "for the better": Tone.BETTER,
    "for the worse": Tone.WORSE,
    "para mejor": Tone.BETTER,
    "para peor": Tone.WORSE,
}
STATUSES = {
    "met": ("met", "cumplido"),
    "met_late": ("met late", "cumplido tarde", "cumplido con retraso"),
    "on_track": ("on track", "en buen camino"),
    "at_risk": ("at risk", "en riesgo"),
    "not_due": ("not yet due", "aún en plazo"),
    "missed": ("missed", "incumplido"),
    "not_measured": ("not measured", "sin medir"),
}
"""Words of each status of a goal."""
BEYOND_TREND = re.compile(
    r"(?:beyond|allowing for) the trend|under way in both periods \(.+; beyond it"
    r"|más allá de la tendencia|descontada la tendencia|ya había una .+; más allá de ella",
    re.IGNORECASE,
)
"""Words that say that a difference is not that of the two values next to it."""
HANGS_ON_METHOD = re.compile(r"hangs on the method|depende del método")
NOT_MADE = re.compile(r"comparisons could not be made|comparaciones no se pudieron")
DENIES = re.compile(
    r".*do not show.*|no (?:difference|increase|decrease) is shown|.*did not .*|was not .*"
    r"|.*no muestran.*|no se demuestra.*|.*no (?:difi|cambi|aument|disminu|fue ).*",
    re.IGNORECASE,
)
"""Claims that contradict a P value below alpha, which `inconclusive` does not."""
NOT_ALIKE = re.compile(r"do not show that the periods are alike|tampoco muestran")


def verdicts_of(words: str) -> frozenset[VerdictKind]:
    """Return the verdicts of which words may be said; of none if they are not known here."""
    said = words.strip().lower()
    found = [kinds for pattern, kinds in _VERDICTS.items() if re.fullmatch(pattern, said)]
    return frozenset(found[0]) if found else frozenset()


def course_of(words: str) -> tuple[frozenset[Course], bool, Tone | None]:
    """Return the courses that words may mean, their direction, and the tone if it is said."""
    said, _, tone = words.strip().lower().partition(", ")
    found = [item for pattern, item in _COURSES.items() if re.fullmatch(pattern, said)]
    courses, is_high = found[0] if found else (set(), False)
    return frozenset(courses), is_high, _TONES.get(tone)


def status_of(words: str) -> str:
    """Return the status that words name; empty if they are not known here."""
    said = words.strip().lower()
    return next((status for status, known in STATUSES.items() if said in known), "")
