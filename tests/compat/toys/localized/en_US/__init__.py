from .. import Provider as Base


class Provider(Base):
    word = "hello"

    def english(self):
        return self.generator.random.random()
