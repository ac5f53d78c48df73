from .. import Provider as Base


class Provider(Base):
    word = "hallo"

    def deutsch(self):
        return self.generator.random.random()
