"""Build the briefs of many organizations in isolated processes; resumable and incremental."""
