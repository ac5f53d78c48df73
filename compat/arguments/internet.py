"""The internet: addresses of all kinds."""

from __future__ import annotations

from arguments import call, each

CLASSES = [None, "a", "b", "c", "A", "", "d", 5]
SCHEMES = [
    None,
    [],
    ["http"],
    ["https", "ftp", "file"],
    ("gopher",),
    "http",
    {"only"},
    {"http": 1}.keys(),
    range(3),
    5,
    [None],
    [""],
]

CASES = [
    *each("email", "safe", [True, False, None, 1]),
    *each("email", "domain", [None, "", "example.com", "ünïcode.de", 5]),
    call("email", False, "x.org"),
    *each("hostname", "levels", [0, 1, 2, 5, -1, None, "2", 1.5]),
    call("hostname", 3),
    *each("domain_name", "levels", [1, 2, 4, 0, -1, None, "2", True]),
    call("domain_name", 2),
    *each("dga", "year", [1_970, 2_000, 9_999, 0, -5, "2020"]),
    *each("dga", "month", [1, 12, 13, 0]),
    *each("dga", "day", [1, 31, 99, 0]),
    *each("dga", "tld", ["", "com", ".net", 5]),
    *each("dga", "length", [0, 1, 5, 63, -1, "5"]),
    call("dga", 2_020, 2, 29, "org", 12),
    call("dga", year=2_016, month=9, day=1, tld="com", length=10),
    *each("http_status_code", "include_unassigned", [True, False, None]),
    *each("url", "schemes", SCHEMES),
    call("url", ["http", "https"]),
    *each("uri", "schemes", SCHEMES),
    *each("uri", "deep", [None, 0, 1, 5, -1, "2"]),
    call("uri", ["ftp"], 2),
    *each("uri_path", "deep", [None, 0, 1, 2, 9, -1, "2", 1.5]),
    call("uri_path", 4),
    *(
        call("ipv4", network, address_class, private)
        for network in (False, True)
        for address_class in CLASSES
        for private in (None, True, False)
    ),
    *each("ipv4", "private", ["yes", 1, 0]),
    *(
        call(method, network=network, address_class=address_class)
        for method in ("ipv4_private", "ipv4_public")
        for network in (False, True)
        for address_class in CLASSES
    ),
    call("ipv4_private", True, "c"),
    *each("ipv6", "network", [True, False, 1]),
    *each("mac_address", "multicast", [True, False, None, 1]),
    *(
        call("port_number", system, user, dynamic)
        for system in (False, True)
        for user in (False, True)
        for dynamic in (False, True)
    ),
    *each("port_number", "is_dynamic", [True, 1]),
    *each(
        "slug",
        "value",
        [None, "", "Hello, World!", "  spaces  ", "Ærøskøbing ßtraße", "日本語", "a_b-c--d", 5],
    ),
    call("slug", "Some Text"),
    *each("image_url", "width", [0, 100, -5, "200", 1.5]),
    *each("image_url", "height", [0, 100, None]),
    *each(
        "image_url",
        "placeholder_url",
        ["https://x.org/{width}/{height}", "no braces", "{unknown}", "", 5, "{width:>6}"],
    ),
    call("image_url", 640, 480, "http://img/{width}x{height}.png"),
    *each("nic_handle", "suffix", ["FAKE", "??", "##", "X", "", "LONGER-??", None, 5]),
    call("nic_handle", "RIPE"),
    *each("nic_handles", "count", [0, 1, 5, -1, None, "2"]),
    *each("nic_handles", "suffix", ["????", "AB", "", "X#"]),
    call("nic_handles", 3, "??"),
    call("user_name", 5),
    call("ascii_email", safe=False),
    *(
        call("dga", tld="x", **{name: value})
        for name in ("year", "month", "day")
        for value in (-1, 2**70)
    ),
    *(call(method, network=1) for method in ("ipv4", "ipv4_private", "ipv4_public")),
]
