"""The stubs of the drop-in: of its proxy, and of the providers' modules, which are no files."""
