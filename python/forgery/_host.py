"""Fields that Python makes: archives, documents, and values of the user's own classes.

The engine draws a seed for each row; a function here makes the row's value from it. So these fields are as
addressable as any other.
"""

from __future__ import annotations
