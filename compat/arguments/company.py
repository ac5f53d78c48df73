"""Companies' numbers with arguments."""

from __future__ import annotations

from arguments import call, each

FRENCH = ("fr_FR", "fr_CH", "fr_DZ")

CASES = [
    *(
        call("ape_code", version).only(*FRENCH)
        for version in ("naf-1993", "naf-2003", "naf-2025", None, "", "naf", 2003)
    ),
    call("ape_code", version=None).only(*FRENCH),
    *(
        call("company_vat", siren).only(*FRENCH)
        for siren in ("", "123456789", "732 829 320", "000000000", "abc", None, 5)
    ),
    call("company_vat", siren="404833048").only(*FRENCH),
    *each("siret", "max_sequential_digits", [0, 1, 2, 3, 4, 5, -1, None, "2"]),
    call("siret", 3).only(*FRENCH),
    *(call("rcs_number", **{name: "X"}).only(*FRENCH) for name in ("city", "letter", "siren")),
    *(
        call("rcs_number", city, letter, siren).only(*FRENCH)
        for city in ("", "Lyon")
        for letter in ("", "A", "B")
        for siren in ("", "123456789", "1")
    ),
    *(
        call(method, alphanumeric).only("pt_BR")
        for method in ("cnpj", "company_id")
        for alphanumeric in (True, False, 1, None)
    ),
    *(call(m, use_alphanumeric=True).only("pt_BR") for m in ("cnpj", "company_id")),
    call("company", "too much"),
    call("bs", locale="x"),
]
