"""What the drop-in brings for pytest."""
