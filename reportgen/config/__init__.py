"""Load a YAML configuration: strict parser, schemas, source positions, frozen model."""
