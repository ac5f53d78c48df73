"""The forms of the language as models of pydantic: one file for a group of columns.

Importing this takes a tenth of a second, so only what validates a schema does.
"""

from ._columns import TYPES
from ._distributions import NAMES as DISTRIBUTIONS
from ._overlays import KINDS
from ._tables import Document

__all__ = ["DISTRIBUTIONS", "KINDS", "TYPES", "Document"]
