"""Write what follows from the catalogue: type stubs and pages of reference."""
