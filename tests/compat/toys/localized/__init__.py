localized = True
default_locale = "en_US"


class Provider:
    word = "base"

    def __init__(self, generator):
        self.generator = generator

    def said(self):
        return self.word, self.generator.random.randint(0, 10**9)
