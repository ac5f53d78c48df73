"""What the drop-in brings for other tools."""
