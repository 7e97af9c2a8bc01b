"""The languages of briefs: catalogues of translations, and the current language."""
