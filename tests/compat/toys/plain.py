class Provider:
    numbers = (1, 2, 3)
    made = ()

    def __init__(self, generator):
        self.generator = generator

    def number(self, low=0, high=10**9):
        return self.generator.random.randint(low, high)

    def digit(self):
        """A digit."""
        return self.generator.random.randint(0, 9)

    def few(self):
        return [self.generator.random.choice("ab")]

    def table(self):
        return {"of": {self.generator.random.choice("ab")}, "in": [1]}

    def one(self):
        return 1

    def boolean(self, chance_of_getting_true=50):
        return self.generator.random.randint(1, 100) <= chance_of_getting_true

    def composed(self):
        return self.generator.parse("{{digit}}-{{ number }}")

    @property
    def label(self):
        return "label"

    @staticmethod
    def fixed(value="fixed"):
        return value

    @classmethod
    def kind(cls):
        return cls.__name__

    def _private(self):
        return "private"
