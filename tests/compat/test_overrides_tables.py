"""Tables of a subclass that change while they are drawn from: by name, in place, and deep inside."""

# ruff: noqa: RUF012

from __future__ import annotations

from collections import OrderedDict

from calls import provider, seeded
from sides import both


def drawn(fake, *names, rounds=6):
    return [getattr(fake, name)() for name in names for _ in range(rounds)]


@both
def test_every_kind_of_change(m):
    class Mine(provider(m, "person.en_US")):
        first_names_female = OrderedDict([("Ada", 3), ("Bea", 1), ("Cleo", 2)])
        first_names_male = ["Max", "Moritz"]
        last_names = ("One", "Two")
        prefixes_female = ("Dr.",)

    fake = seeded(m)
    fake.add_provider(Mine)
    names = ("name_female", "first_name_male", "last_name")
    seen = [drawn(fake, *names)]
    Mine.first_names_male.append("Mo")
    seen += [drawn(fake, *names)]
    Mine.first_names_male[0] = "Kurt"
    seen += [drawn(fake, *names)]
    Mine.first_names_male.reverse()
    seen += [drawn(fake, *names)]
    # Faker keeps the keys of a mapping at first use; the weights are read each time.
    Mine.first_names_female["Bea"] = 10**6
    seen += [drawn(fake, *names)]
    Mine.first_names_female.move_to_end("Ada")
    seen += [drawn(fake, *names)]
    Mine.last_names = ["Three", "Four"]
    seen += [drawn(fake, *names)]
    Mine.last_names[:] = ["Five"]
    return [*seen, drawn(fake, *names), fake.random.random()]


@both
def test_templates_and_lists_that_grow(m):
    class Mine(provider(m, "address.en_US")):
        city_formats = ("{{last_name}}burg", "{{first_name}}ville")
        street_name_formats = ["{{last_name}} {{street_suffix}}"]
        states = ["Ohio", "Utah"]

    fake = seeded(m)
    fake.add_provider(Mine)
    names = ("city", "street_name", "state", "address")
    seen = [drawn(fake, *names)]
    Mine.street_name_formats[0] = "{{first_name}} {{street_suffix}}"
    seen += [drawn(fake, *names)]
    Mine.states *= 3
    Mine.states[3] = "Iowa"
    return [*seen, drawn(fake, *names), fake.random.random()]


@both
def test_a_property_that_gives_the_same_list(m):
    kept = ["A", "B"]

    class Mine(provider(m, "person.en_US")):
        @property
        def last_names(self):
            return kept

    fake = seeded(m)
    fake.add_provider(Mine)
    seen = [drawn(fake, "last_name")]
    kept.append("C")
    seen += [drawn(fake, "last_name")]
    kept[:] = ["D"]
    return [*seen, drawn(fake, "last_name"), fake.random.random()]


@both
def test_a_formatter_that_changes_a_table_while_another_value_is_made(m):
    class Mine(provider(m, "person.en_US")):
        first_names_female = ["Ada"]
        formats_female = ("{{first_name_female}} {{grow}} {{first_name_female}}",)

        def grow(self):
            self.first_names_female.append(f"Bea{len(self.first_names_female)}")
            return "+"

    fake = seeded(m)
    fake.add_provider(Mine)
    return drawn(fake, "name_female", "first_name_female"), fake.random.random()
