"""`forgery init`: a schema to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import InvalidValueError

_TEMPLATE = """\
# A schema for forgery: `forgery preview @FILE@` shows rows, `forgery validate @FILE@` checks it,
# `forgery generate @FILE@ --output @NAME@ --format csv` writes a file for each table.
name: @NAME@
version: 1
description: Customers and their orders.

# What `${...}` below stands for, unless somebody says otherwise: --param customers=50000.
parameters:
  customers: {default: 1000, type: int, min: 0, doc: How many customers there are.}

# The same seed gives the same rows. Leave it out, and the rows are others each time.
seed: 42
locale: en_US

tables:
  customers:
    rows: ${customers}
    columns:
      id: {type: key, doc: "1, 2, 3 and so on."}
      # The columns of a person agree: the address is made from the name.
      name: person.name
      email: person.email
      city: place.city
      joined: {type: datetime, start: 2022-01-01, end: 2024-12-31}
      segment: {type: choice, values: {consumer: 0.7, business: 0.3}, exact: true}

  orders:
    # So many rows for each customer: none for some, up to 50 for others.
    rows: {per: customers, distribution: poisson, mean: 3.2, max: 50}
    columns:
      id: {type: uuid}
      customer_id: {ref: customers.id}
      # Values of the customer, carried to the order.
      city: customers.city
      # Never before the customer joined.
      ordered: {type: datetime, after: customers.joined, within: 2y}
      quantity: {type: int, min: 1, max: 9}
      price: {type: decimal, distribution: {lognormal: {mean: 3.2, sigma: 0.6}}, scale: 2}
      total: {expr: price * quantity}
      # Some consumers have a coupon; business customers have none.
      coupon: {type: pattern, pattern: "??##", null: 0.8, when: "customers.segment == 'consumer'"}
"""


@click.command()
@click.argument("name", metavar="NAME")
@click.option("-o", "--output", metavar="FILE", help="The file; by default NAME.yaml.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def init(name: str, output: str | None, force: bool) -> None:
    """Write a commented schema to start from.

    Where NAME is that of a dataset, the file is its schema; otherwise it is one of customers and orders.
    """
    from .._datasets._catalogue import text_of
    from ._output import opened

    path = output or f"{name}.yaml"
    if path != "-" and Path(path).exists() and not force:
        message = f"'{path}' is there already; --force replaces it"
        raise InvalidValueError(message)
    text = text_of(name)
    if text is None:
        text = _TEMPLATE.replace("@NAME@", _checked(name)).replace("@FILE@", path)
    with opened(path) as file:
        file.write(text.encode())
    if path != "-":
        click.echo(f"wrote {path}: forgery preview {path}")


def _checked(name: str) -> str:
    if not name.replace("-", "_").isidentifier():
        message = (
            f"the name of a schema has letters, digits, '_' and '-' only; '{name}' will not do"
        )
        raise InvalidValueError(message)
    return name
