"""Addresses of all kinds."""

from __future__ import annotations

from ..utils.decorators import lowercase, slugify, slugify_domain, slugify_unicode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


# Names.


def _to_ascii(self: Any, string: str) -> str:
    from ..decode import unidecode

    for wanted, replacement in self.replacements:
        string = string.replace(wanted, replacement)
    return unidecode(string)


@slugify_unicode
def user_name(self: Any) -> str:
    """The name of an account."""
    template = self.random_element(self.user_name_formats)
    name: str = self._to_ascii(self.bothify(self.generator.parse(template)).lower())
    return name


@lowercase
@slugify_unicode
def domain_word(self: Any) -> str:
    """The first word of a company's name."""
    word: str = self._to_ascii(self.generator.format("company").split(" ").pop(0))
    return word


@lowercase
@slugify_unicode
def _domain_word_cl(self: Any) -> str:
    words = self.generator.format("company").split(" ")
    word: str = self._to_ascii("".join(words[:2]))
    return word


@slugify_domain
def _domain_word_gr(self: Any) -> str:
    from .._parts.internet import latinize_el_gr

    return latinize_el_gr(self.generator.format("company").split(" ").pop(0))


@slugify_domain
def _user_name_gr(self: Any) -> str:
    from .._parts.internet import latinize_el_gr

    template = self.random_element(self.user_name_formats)
    return latinize_el_gr(self.bothify(self.generator.parse(template)))


@slugify
def _domain_word_jp(self: Any) -> str:
    word: str = self.generator.format("last_romanized_name")
    return word


def _domain_name_cn(self: Any, levels: Any = 1) -> str:
    if levels < 1:
        raise ValueError("levels must be greater than or equal to 1")
    if levels == 1:
        word = self.domain_word()
        while word in self.second_level_domains:
            word = self.domain_word()
        return f"{word}.{self.tld()}"
    if levels != 2:
        return f"{self.domain_word()}.{self.domain_name(levels - 1)}"
    top = self.tld()
    second = self.random_element(self.second_level_domains) if top == "cn" else self.domain_word()
    return f"{self.domain_word()}.{second}.{top}"


@lowercase
def safe_email(self: Any) -> str:
    """An address that nobody has."""
    return _address(self, self.safe_domain_name)


@lowercase
def free_email(self: Any) -> str:
    """An address of a free provider."""
    return _address(self, self.free_email_domain)


@lowercase
def company_email(self: Any) -> str:
    """An address of a company."""
    return _address(self, self.domain_name)


@lowercase
def ascii_email(self: Any) -> str:
    """An address in ASCII."""
    template = self.random_element(self.email_formats)
    address: str = self._to_ascii("".join(self.generator.parse(template).split(" ")))
    return address


@lowercase
def ascii_safe_email(self: Any) -> str:
    """An address in ASCII that nobody has."""
    address: str = self._to_ascii(_address(self, self.safe_domain_name))
    return address


@lowercase
def ascii_free_email(self: Any) -> str:
    """An address in ASCII of a free provider."""
    address: str = self._to_ascii(_address(self, self.free_email_domain))
    return address


@lowercase
def ascii_company_email(self: Any) -> str:
    """An address in ASCII of a company."""
    address: str = self._to_ascii(_address(self, self.domain_name))
    return address


def _address(self: Any, domain: Callable[[], str]) -> str:
    address: str = self.user_name() + "@" + domain()
    return address


@lowercase
def email(self: Any, safe: Any = True, domain: Any = None) -> str:
    """An address, at a domain of the caller's own if there is one."""
    if domain:
        return f"{self.user_name()}@{domain}"
    if safe:
        return f"{self.user_name()}@{self.safe_domain_name()}"
    address: str = self.generator.parse(self.random_element(self.email_formats))
    return address.replace(" ", "")


@lowercase
def hostname(self: Any, levels: Any = 1) -> str:
    """A host's name."""
    host: str = self.random_element(self.hostname_prefixes) + "-" + self.numerify("##")
    name: str = host if levels < 1 else host + "." + self.domain_name(levels)
    return name


@lowercase
def domain_name(self: Any, levels: Any = 1) -> str:
    """A domain with so many levels below the highest."""
    if levels < 1:
        raise ValueError("levels must be greater than or equal to 1")
    word: str = self.domain_word() + "."
    name: str = word + (self.tld() if levels == 1 else self.domain_name(levels - 1))
    return name


def dga(
    self: Any,
    year: Any = None,
    month: Any = None,
    day: Any = None,
    tld: Any = None,
    length: Any = None,
) -> str:
    """A domain made from a date."""
    year = year or self.random_int(min=1, max=9999)
    month = month or self.random_int(min=1, max=12)
    day = day or self.random_int(min=1, max=30)
    tld = tld or self.tld()
    length = length or self.random_int(min=2, max=63)
    letters = []
    for _ in range(length):
        year = (year ^ 8 * year) >> 11 ^ (year & 0xFFFFFFF0) << 17
        month = (month ^ 4 * month) >> 25 ^ (month & 0xFFFFFFF8) << 4
        day = (day ^ day << 13) >> 19 ^ (day & 0xFFFFFFFE) << 12
        letters.append(chr(ord("a") + (year ^ month ^ day) % 25))
    name: str = "".join(letters) + "." + tld
    return name


@slugify
def slug(self: Any, value: Any = None) -> str:
    """A text as a part of a URL."""
    if value is not None:
        text: str = value
        return text
    from importlib import import_module

    package = __name__.rpartition("._python.")[0]
    english = import_module(f"{package}.providers.lorem.en_US").Provider.word_list
    made: str = self.generator.text(20, ext_word_list=english)
    return made


# URLs.


def _site(self: Any, schemes: Any) -> str:
    if schemes is None:
        schemes = ["http", "https"]
    scheme = self.random_element(schemes) if schemes else ""
    return f"{scheme}://{self.random_element(self.url_formats)}"


def url(self: Any, schemes: Any = None) -> str:
    """A site's URL."""
    text: str = self.generator.parse(_site(self, schemes))
    return text


def uri(self: Any, schemes: Any = None, deep: Any = None) -> str:
    """A page's URL."""
    site = _site(self, schemes)
    page = f"{self.uri_path(deep=deep)}{self.uri_page()}{self.uri_extension()}"
    return f"{self.generator.parse(site)}{page}"


def uri_path(self: Any, deep: Any = None) -> str:
    """So many parts of a path."""
    parts = deep or self.generator.random.randint(1, 3)
    return "/".join(self.random_elements(self.uri_paths, length=parts))


def image_url(self: Any, width: Any = None, height: Any = None, placeholder_url: Any = None) -> str:
    """A picture's URL."""
    width = width or self.random_int(max=1024)
    height = height or self.random_int(max=1024)
    if placeholder_url is None:
        placeholder_url = self.random_element(self.image_placeholder_services)
    text: str = placeholder_url.format(width=width, height=height)
    return text


# Numbers and handles.


def http_status_code(self: Any, include_unassigned: Any = True) -> int:
    """A status code, of those that mean something if that is wanted."""
    known = self.http_assigned_codes
    code: int
    code = self.random_int(min=100, max=599) if include_unassigned else self.random_element(known)
    return code


def mac_address(self: Any, multicast: Any = False) -> str:
    """A MAC address."""
    random = self.generator.random
    octets = [random.randint(0, 0xFF) for _ in range(5)]
    first = random.randrange(0x01, 0xFF, 2) if multicast is True else random.randrange(0, 0xFE, 2)
    return ":".join(f"{octet:02x}" for octet in (first, *octets))


def port_number(
    self: Any, is_system: Any = False, is_user: Any = False, is_dynamic: Any = False
) -> int:
    """A port of a kind."""
    low, high = 0, 65_535
    if is_system:
        high = 1_023
    elif is_user:
        low, high = 1_024, 49_151
    elif is_dynamic:
        low = 49_152
    port: int = self.random_int(min=low, max=high)
    return port


def ripe_id(self: Any) -> str:
    """The id of an organisation."""
    letters = "?" * self.random_int(min=2, max=4)
    digits = "%" * self.random_int(min=1, max=5)
    text: str = self.bothify(f"ORG-{letters}{digits}-RIPE").upper()
    return text


def nic_handle(self: Any, suffix: Any = "FAKE") -> str:
    """A handle of a registry."""
    if len(suffix) < 2:
        raise ValueError("suffix length must be greater than or equal to 2")
    letters = "?" * self.random_int(min=2, max=4)
    digits = "%" * self.random_int(min=1, max=5)
    handle: str = self.bothify(f"{letters}{digits}-{suffix}").upper()
    return handle


def nic_handles(self: Any, count: Any = 1, suffix: Any = "????") -> list[str]:
    """So many handles."""
    return [self.nic_handle(suffix=suffix) for _ in range(count)]


# IP addresses.


def ipv6(self: Any, network: Any = False) -> str:
    """An address of version 6, or a network."""
    from ipaddress import IPv6Address, IPv6Network

    random = self.generator.random
    address = str(IPv6Address(random.randint(2**32, 2**128 - 1)))
    if not network:
        return address
    return str(IPv6Network(f"{address}/{random.randint(0, 128)}", strict=False))


def ipv4(self: Any, network: Any = False, address_class: Any = None, private: Any = None) -> str:
    """An address of version 4, or a network."""
    text: str
    if private is True or private is False:
        make = self.ipv4_private if private else self.ipv4_public
        text = make(address_class=address_class, network=network)
        return text
    networks, weights = self._get_all_networks_and_weights(address_class=address_class)
    text = self._random_ipv4_address_from_subnets(networks, weights=weights, network=network)
    return text


def ipv4_private(self: Any, network: Any = False, address_class: Any = None) -> str:
    """An address for private use, or a network."""
    networks, weights = self._get_private_networks_and_weights(address_class=address_class)
    text: str = self._random_ipv4_address_from_subnets(networks, weights=weights, network=network)
    return text


def ipv4_public(self: Any, network: Any = False, address_class: Any = None) -> str:
    """An address for public use, or a network."""
    networks, weights = self._get_public_networks_and_weights(address_class=address_class)
    text: str = self._random_ipv4_address_from_subnets(networks, weights=weights, network=network)
    return text


def _constants() -> Any:
    from importlib import import_module

    package = __name__.rpartition("._python.")[0]
    return import_module(f"{package}.providers.internet")._IPv4Constants


def _networks(self: Any, name: str, networks: Any, excluded: Any) -> tuple[Any, Any]:
    """Networks without what is excluded, and how many addresses each has: kept on the provider, as by Faker."""
    kept = f"_cached_{name}_networks"
    if not hasattr(self, kept) or not hasattr(self, f"{kept}_weights"):
        networks = self._exclude_ipv4_networks(networks(), excluded())
        setattr(self, kept, networks)
        setattr(self, f"{kept}_weights", [network.num_addresses for network in networks])
    return getattr(self, kept), getattr(self, f"{kept}_weights")


def _get_all_networks_and_weights(self: Any, address_class: Any = None) -> tuple[Any, Any]:
    from ipaddress import IPv4Network

    known = _constants()
    if address_class in known._network_classes:
        name, networks = f"all_class_{address_class}", [known._network_classes[address_class]]
    else:
        name, networks = "all", [IPv4Network("0.0.0.0/0")]
    return _networks(self, name, lambda: networks, lambda: known._excluded_networks)


def _get_private_networks_and_weights(self: Any, address_class: Any = None) -> tuple[Any, Any]:
    known = _constants()
    if not address_class or address_class not in known._network_classes:
        address_class = self.ipv4_network_class()

    def networks() -> Any:
        wanted = known._network_classes[address_class]
        return [network for network in known._private_networks if network.overlaps(wanted)]

    name = f"private_class_{address_class}"
    return _networks(self, name, networks, lambda: known._excluded_networks)


def _get_public_networks_and_weights(self: Any, address_class: Any = None) -> tuple[Any, Any]:
    known = _constants()
    if address_class not in known._network_classes:
        address_class = self.ipv4_network_class()
    return _networks(
        self,
        f"public_class_{address_class}",
        lambda: [known._network_classes[address_class]],
        lambda: known._private_networks + known._excluded_networks,
    )


def _exclude_ipv4_networks(self: Any, networks: Any, networks_to_exclude: Any) -> list[Any]:  # noqa: ARG001
    # The caller's list gets sorted, as by Faker.
    networks_to_exclude.sort(key=lambda network: network.prefixlen)
    left = networks
    for excluded in networks_to_exclude:
        left = [part for network in left for part in _without(network, excluded)]
    found: list[Any] = left
    return found


def _without(network: Any, excluded: Any) -> list[Any]:
    try:
        return list(network.address_exclude(excluded))
    except ValueError:
        return [] if network.overlaps(excluded) else [network]


def _random_ipv4_address_from_subnets(
    self: Any, subnets: Any, weights: Any = None, network: Any = False
) -> str:
    from ipaddress import IPv4Network

    from ..utils.distribution import choices_distribution

    if not subnets:
        raise ValueError("No subnets to choose from")
    random = self.generator.random
    usable = isinstance(weights, list) and len(weights) == len(subnets)
    if usable and all(isinstance(weight, (float, int)) for weight in weights):
        subnet = choices_distribution(subnets, [float(w) for w in weights], random, length=1)[0]
    else:
        subnet = random.choice(subnets)
    address = str(subnet[random.randint(0, subnet.num_addresses - 1)])
    if not network:
        return address
    length = random.randint(subnet.prefixlen, subnet.max_prefixlen)
    return str(IPv4Network(f"{address}/{length}", strict=False))


LOCAL = {
    "el_GR": {"domain_word": _domain_word_gr, "user_name": _user_name_gr},
    "es_CL": {"domain_word": _domain_word_cl},
    "ja_JP": {"domain_word": _domain_word_jp},
    "zh_CN": {"domain_name": _domain_name_cn},
}
