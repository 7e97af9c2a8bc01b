"""reportgen: one YAML file about an organization becomes a brief that can be checked."""

__version__ = "0.2.0"

# `reportgen` on PyPI is another project, so the distribution has a name of its own.
DISTRIBUTION = "reportgen-briefs"
