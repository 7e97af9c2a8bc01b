"""PDF files, laid out by WeasyPrint."""
