"""The parity matrix: Faker and the drop-in, side by side (`python compat/parity.py`)."""
