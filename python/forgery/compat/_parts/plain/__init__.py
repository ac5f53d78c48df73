"""Modules of a provider that belong to no locale: `color_color` is `forgery.compat.providers.color.color`."""
