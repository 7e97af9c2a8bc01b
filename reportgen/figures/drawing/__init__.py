"""Drawing primitives: canvas, scales, text measurement, SVG."""
