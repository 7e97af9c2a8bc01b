"""The output folder of an organization, written atomically."""
