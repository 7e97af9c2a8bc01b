"""Metric files to series, with every fault of a file named instead of mended in silence."""
