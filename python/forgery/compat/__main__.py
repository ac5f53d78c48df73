"""`python -m forgery.compat`: the command line in Faker's manner."""

from __future__ import annotations

if __name__ == "__main__":
    from .cli import execute_from_command_line

    execute_from_command_line()
