//! Schemas, plans, columns.
