"""The Sphinx extension `forgery.compat.sphinx.autodoc`: pages of all providers, with samples of what they give."""
