"""Draw outcomes as compact SVG with alternative text, in the colors of the tokens."""
