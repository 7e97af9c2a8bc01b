"""JATS articles (ANSI/NISO Z39.96)."""
