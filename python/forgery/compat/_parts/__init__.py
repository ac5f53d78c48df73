"""What the modules of providers have beside their classes' methods and tables: a module here for each provider.

`checksum_pl_pl` in `ssn` is `checksum` of `forgery.compat.providers.ssn.pl_PL`. A class `OwnPlPl` (`Own` for the class
that all locales share) holds the attributes of the provider class itself that are code but no methods of the engine:
static methods, class methods and properties. `plain` holds whole modules.
"""
