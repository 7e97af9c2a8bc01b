"""Progress of SMART goals."""
