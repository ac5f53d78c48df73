"""Helpers that providers share, under the names that Faker's have."""
