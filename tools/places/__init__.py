"""Writes `src/data/places/`: cities of the world with their regions, postcodes, area codes and time zones."""
