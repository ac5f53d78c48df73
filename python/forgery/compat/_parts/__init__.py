"""What the modules of providers define beside their classes and data: one module here for each of theirs.

`ssn_pl_pl` is for `forgery.compat.providers.ssn.pl_PL`, `color_base` for `forgery.compat.providers.color`. A class
`Own` holds the attributes of the provider class that are neither methods of the engine nor tables. `plain` holds whole
modules.
"""
