"""The editor in the browser: questions, text and numbers next to the brief."""
