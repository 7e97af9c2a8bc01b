"""reportgen: one YAML file about an organization becomes a brief that can be checked."""

import os

__version__ = "0.2.0"

# `reportgen` on PyPI is another project, so the distribution has a name of its own.
DISTRIBUTION = "reportgen-briefs"

# OpenBLAS sums in another order on each kind of processor, which changes the last digits of a fit.
# The kernels of the oldest 64-bit processors run on all of them, and our matrices are small. It
# reads this once, when numpy is first imported.
_machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE")
if _machine in ("x86_64", "AMD64"):
    os.environ["OPENBLAS_CORETYPE"] = "Prescott"
