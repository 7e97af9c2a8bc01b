"""The languages a brief can be written in: catalogues of translations, and the one now spoken."""
