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
    rf"|fell {_SS}more slowly|up from|the later answers were higher"
    rf"|gained {_SS}more on average|turned {_SS}from losses to gains": {_UP},
    rf"decrease|fell|decreased(?: statistically significantly)?|grew {_SS}more slowly"
    rf"|fell {_SS}faster|down from|the later answers were lower"
    rf"|gained {_SS}less on average|turned {_SS}from gains to losses": {_DOWN},
    r"may have (?:risen|fallen|grown|gained|turned).*|the share may have (?:risen|fallen)"
    r"|the later answers may have been (?:higher|lower)"
    r"|(?:the difference |any difference |each of these differences )?may be chance"
    r"|the difference may be the (?:season|trend under way|new way of counting)"
    r"|the series may have wandered by itself|the values are too few to tell"
    r"|perhaps by chance|inconclusive|is not statistically significant": {_OPEN},
    r"within the margin|(?:stayed the same|changed at the same pace) to within .+"
    r"|the difference is clear, but smaller than the margin"
    r"|the (?:ratio|difference) lies within that margin"
    r"|the same to within .+|lo mismo con un margen de .+": {_ALIKE},
    r"it is not shown to stay within .+": {_UP, _DOWN, _OPEN},
    r"not assessable|could not be compared": {_REFUSED},
    r"(?:strong|moderate|weak) evidence": {_UP, _DOWN},
    r".*\bchecks?\b.*": _ANY,
    # Spanish
    rf"aumento|subió|aumentó{_ESS}|el crecimiento fue{_ESS} más rápido|un aumento desde"
    r"|las respuestas posteriores fueron más altas"
    rf"|la caída fue{_ESS} más lenta|el incremento medio fue{_ESS} mayor"
    rf"|pasó{_ESS} de pérdidas a ganancias": {_UP},
    rf"disminución|bajó|disminuyó{_ESS}|el crecimiento fue{_ESS} más lento|un descenso desde"
    r"|las respuestas posteriores fueron más bajas"
    rf"|la caída fue{_ESS} más rápida|el incremento medio fue{_ESS} menor"
    rf"|pasó{_ESS} de ganancias a pérdidas": {_DOWN},
    r"pudo haber un (?:aumento|descenso)|la proporción pudo (?:aumentar|disminuir)"
    r"|las respuestas posteriores pudieron ser más (?:altas|bajas)"
    r"|(?:el crecimiento|la caída|la ganancia media) pudo ser \w+(?: \w+)?"
    r"|las (?:pérdidas|ganancias) pudieron dar paso a \w+"
    r"|(?:(?:la|cualquier) diferencia |cada una de estas diferencias )?puede deberse al azar"
    r"|la diferencia puede deberse a la (?:época del año|tendencia en curso|nueva forma de contar)"
    r"|la serie puede haberse movido por sí sola|los valores son demasiado pocos para saberlo"
    r"|quizá por azar|no concluyente|no es estadísticamente significativo"
    r"|ni que una posible diferencia .+": {_OPEN},
    r".*no (?:difi\w+|cambi\w+|aument\w+|disminu\w+|fue) .*estadísticamente significativa": {
        *(_OPEN, _ALIKE)
    },
    r"dentro del margen|.+ (?:igual|al mismo ritmo) con un margen de .+"
    r"|la diferencia es clara, pero menor que el margen"
    r"|(?:el cociente|la diferencia) queda dentro de ese margen": {_ALIKE},
    r"no se ha mostrado que el cambio se mantenga dentro .+": {_UP, _DOWN, _OPEN},
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
    r"(?:stayed )?within the expected range|as expected|dentro de lo esperado"
    r"|los valores quedaron dentro del intervalo esperado|según lo esperado": (
        {Course.EXPECTED},
        False,
    ),
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
    r"(?:beyond|allowing for) the trend|más allá de la tendencia|descontada la tendencia",
    re.IGNORECASE,
)
"""Words that say that a difference is not that of the two values next to it."""
HANGS_ON_METHOD = re.compile(r"depends on the method|depende del método")
NOT_MADE = re.compile(r"could not make some comparisons|comparaciones no pudimos")
DENIES = re.compile(
    r".*do not show.*|showed no clear.*|no hubo un .* claro.*|.*did not .*|was not .*"
    r"|.*no muestran.*|.*no (?:difi|cambi|aument|disminu|fue ).*",
    re.IGNORECASE,
)
"""Claims that contradict a P value below alpha, which `inconclusive` does not."""
NOT_ALIKE = re.compile(r"does not mean that nothing changed|no significa que nada haya cambiado")


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
