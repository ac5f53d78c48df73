//! Rows for databases: `INSERT` statements, and the text that `COPY` reads.

use super::spell::{Kind, Spelling};
use crate::error::{Error, Result};
use crate::records::column::Column;

/// A database, as far as literals go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    MySql,
    /// SQLite.
    Sqlite,
    /// DuckDB.
    DuckDb,
}

impl Database {
    /// The database of a name.
    ///
    /// # Errors
    /// If there is none, with those that there are.
    pub fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "postgres" => Self::Postgres,
            "mysql" => Self::MySql,
            "sqlite" => Self::Sqlite,
            "duckdb" => Self::DuckDb,
            other => {
                let message = format!("unknown database '{other}'; there are postgres, mysql, sqlite and duckdb");
                return Err(Error::Value(message));
            }
        })
    }

    fn spelling(self) -> Spelling {
        Spelling { between: b' ', micros: true, ..Spelling::default() }
    }
}

/// `INSERT` statements of many rows each.
#[derive(Clone, Debug)]
pub struct Insert {
    /// The database.
    pub database: Database,
    /// What stands before the rows of a statement.
    pub head: Vec<u8>,
    /// How many rows a statement has.
    pub per: u64,
    /// The file's first row, from which statements are counted.
    pub first: u64,
    /// The row after its last.
    pub stop: u64,
}

impl Insert {
    /// Appends rows, of which the first has a number: where statements end depends on the numbers alone.
    ///
    /// # Errors
    /// If a text holds what the database cannot.
    pub fn rows(&self, columns: &[Column], first: u64, n: usize, out: &mut Vec<u8>) -> Result<()> {
        let spelling = self.database.spelling();
        let mut cell = Vec::new();
        let per = self.per.max(1);
        for row in 0..n {
            let number = (first + row as u64).saturating_sub(self.first);
            if number.is_multiple_of(per) {
                out.extend_from_slice(&self.head);
            }
            out.push(b'(');
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    out.extend_from_slice(b", ");
                }
                cell.clear();
                let kind = spelling.append(column, row, &mut cell);
                literal(self.database, kind, &cell, out)?;
            }
            let last = (number + 1).is_multiple_of(per) || self.first + number + 1 == self.stop;
            out.extend_from_slice(if last { b");\n" } else { b"),\n" });
        }
        Ok(())
    }
}

fn literal(database: Database, kind: Kind, text: &[u8], out: &mut Vec<u8>) -> Result<()> {
    use Database::{DuckDb, MySql, Postgres, Sqlite};
    match kind {
        Kind::Null => out.extend_from_slice(b"NULL"),
        Kind::Number => out.extend_from_slice(text),
        Kind::NotFinite if matches!(database, MySql | Sqlite) => out.extend_from_slice(b"NULL"),
        Kind::Truth if database == Sqlite => out.push(if text == b"true" { b'1' } else { b'0' }),
        Kind::Truth => out.extend(text.iter().map(u8::to_ascii_uppercase)),
        Kind::Bytes => {
            out.extend_from_slice(match database {
                Postgres => b"'\\x".as_slice(),
                DuckDb => b"unhex('",
                MySql | Sqlite => b"X'",
            });
            out.extend_from_slice(text);
            out.extend_from_slice(if database == DuckDb { b"')" } else { b"'" });
        }
        Kind::Text | Kind::Digits | Kind::Moment | Kind::Duration | Kind::Nested | Kind::NotFinite => {
            no_nul(text)?;
            out.push(b'\'');
            for byte in text {
                match byte {
                    b'\'' => out.extend_from_slice(b"''"),
                    b'\\' if database == MySql => out.extend_from_slice(b"\\\\"),
                    other => out.push(*other),
                }
            }
            out.push(b'\'');
        }
    }
    Ok(())
}

/// Appends rows as PostgreSQL's `COPY` reads them in text form.
///
/// # Errors
/// If a text holds what the database cannot.
pub fn copy(columns: &[Column], n: usize, out: &mut Vec<u8>) -> Result<()> {
    let spelling = Database::Postgres.spelling();
    let mut cell = Vec::new();
    for row in 0..n {
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                out.push(b'\t');
            }
            cell.clear();
            match spelling.append(column, row, &mut cell) {
                Kind::Null => out.extend_from_slice(b"\\N"),
                Kind::Bytes => {
                    out.extend_from_slice(b"\\\\x");
                    out.extend_from_slice(&cell);
                }
                _ => {
                    no_nul(&cell)?;
                    for byte in &cell {
                        match byte {
                            b'\\' => out.extend_from_slice(b"\\\\"),
                            b'\t' => out.extend_from_slice(b"\\t"),
                            b'\n' => out.extend_from_slice(b"\\n"),
                            b'\r' => out.extend_from_slice(b"\\r"),
                            other => out.push(*other),
                        }
                    }
                }
            }
        }
        out.push(b'\n');
    }
    Ok(())
}

fn no_nul(text: &[u8]) -> Result<()> {
    if text.contains(&0) {
        let shown = String::from_utf8_lossy(text).into_owned();
        return Err(Error::Value(format!("{shown:?} holds a NUL character, which no text of a database does")));
    }
    Ok(())
}
