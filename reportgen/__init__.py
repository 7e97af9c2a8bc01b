"""reportgen: one YAML file about an organization becomes a brief that can be checked."""

__version__ = "0.1.0"
