"""Models that many people drive, and the years in which they were made."""

from __future__ import annotations

from typing import NamedTuple


class Model(NamedTuple):
    """A model of a maker."""

    make: str
    name: str
    first: int
    last: int
    weight: int


MODELS = [
    Model("Toyota", "Corolla", 2002, 2025, 9),
    Model("Toyota", "RAV4", 2005, 2025, 8),
    Model("Ford", "F-150", 2001, 2025, 9),
    Model("Ford", "Focus", 2001, 2024, 5),
    Model("Honda", "Civic", 2001, 2025, 8),
    Model("Honda", "CR-V", 2002, 2025, 7),
    Model("Volkswagen", "Golf", 2001, 2025, 8),
    Model("Volkswagen", "Passat", 2001, 2024, 4),
    Model("BMW", "3 Series", 2001, 2025, 5),
    Model("BMW", "X5", 2001, 2025, 3),
    Model("Mercedes-Benz", "C-Class", 2001, 2025, 4),
    Model("Audi", "A4", 2001, 2025, 4),
    Model("Hyundai", "Tucson", 2004, 2025, 5),
    Model("Kia", "Sportage", 2005, 2025, 4),
    Model("Nissan", "Qashqai", 2007, 2025, 4),
    Model("Renault", "Clio", 2001, 2025, 5),
    Model("Peugeot", "208", 2012, 2025, 4),
    Model("Fiat", "500", 2007, 2025, 3),
    Model("Volvo", "XC60", 2009, 2025, 3),
    Model("Tesla", "Model 3", 2017, 2025, 4),
    Model("Tesla", "Model Y", 2020, 2025, 4),
]

#: World manufacturer identifiers of the makers.
WMI = {
    "Toyota": ["JTD", "4T1", "5TD"],
    "Ford": ["1FT", "1FA", "WF0"],
    "Honda": ["1HG", "JHM", "2HG"],
    "Volkswagen": ["WVW", "3VW"],
    "BMW": ["WBA", "5UX"],
    "Mercedes-Benz": ["WDD", "W1K"],
    "Audi": ["WAU"],
    "Hyundai": ["KMH", "5NM"],
    "Kia": ["KNA", "U5Y"],
    "Nissan": ["SJN", "JN1"],
    "Renault": ["VF1"],
    "Peugeot": ["VF3"],
    "Fiat": ["ZFA"],
    "Volvo": ["YV1"],
    "Tesla": ["5YJ", "LRW"],
}
