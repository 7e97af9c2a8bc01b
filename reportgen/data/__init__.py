"""Read data files into series; faults are reported, never corrected silently."""
