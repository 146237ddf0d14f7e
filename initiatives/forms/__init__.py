"""What people type, turned into clean values. Nothing here writes."""
