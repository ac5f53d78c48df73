"""Providers that need nothing of the packages under test, as third parties write them."""
