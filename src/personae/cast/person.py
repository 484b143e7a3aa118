"""One person under several spellings, and a name taken apart."""

from dataclasses import dataclass, field

from personae.cast.forms import Form
from personae.cast.grammar import Grammar
from personae.cast.lang.rules import words

GIVEN_TITLES = words("""
sir dame lady uncle aunt auntie king queen prince princess saint st father brother sister mother nurse don
doña miss madame pope emperor empress cousin lord oncle tante frère sœur père mère onkel bruder schwester
vater mutter tío tía hermano hermana fray sor zio zia fra suor fratello sorella nonno nonna donna mastro
maestro
""")
MARRIED = words("mrs mme madame signora señora senora frau")
MAIDEN = words("miss mlle mademoiselle signorina señorita fraulein fräulein")
PLAIN = words(
    "mr miss mrs ms monsieur m herr frau fräulein señor señora señorita signor signora signorina don doña"
)
CALLINGS = words("reverend vicar curate parson pastor rector farmer shepherd squire")
KIN_TITLES = words("""
uncle aunt auntie father mother brother sister cousin nurse oncle tante frère sœur père mère onkel bruder
schwester vater mutter tío tía hermano hermana zio zia fratello sorella nonno nonna
""")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart; given and last are small letters, '' where the name has none."""

    form: Form
    titles: tuple[str, ...]
    given: str
    last: str
    title_gender: str


@dataclass(slots=True)
class Person:
    """Spellings of one person, most frequent first once joined."""

    forms: list[Form] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    last: str = ""
    titles: set[str] = field(default_factory=set)
    title_gender: str = "?"
    unlisted: list[Form] = field(default_factory=list)  # "Norris" of "aunt Norris": no name of hers by itself
    husband: str = ""  # "john" of "Mrs. John Dashwood"

    @property
    def count(self) -> int:
        """How often any of the spellings stands in the text."""
        return sum(form.count for form in self.forms)

    def add(self, name: Parsed) -> None:
        """Take in one more spelling."""
        self.forms.append(name.form)
        self.titles.update(name.titles)
        if name.given:
            self.given.add(name.given)
            self.last = self.last or name.last
        if self.title_gender == "?":
            self.title_gender = name.title_gender

    def absorb(self, other: "Person") -> None:
        """Take over all that another one is called; nothing is left of them."""
        self.forms.extend(other.forms)
        self.unlisted.extend(other.unlisted)
        self.given |= other.given
        self.titles |= other.titles
        self.last = self.last or other.last
        if self.title_gender == "?":
            self.title_gender = other.title_gender
        other.forms = []


def parse(form: Form, grammar: Grammar) -> Parsed:
    """Take a name apart: "Miss Elizabeth Bennet" -> miss, elizabeth, bennet.

    A single word is put in last; whether it is a given name is seen later.
    """
    rules = grammar.rules
    parts = form.key.lower().split(" ")
    cut = 0
    while cut < len(parts) and parts[cut] in rules.titles:
        cut += 1
    titles = tuple(rules.abbreviations.get(part, part) for part in parts[:cut])
    rest = [part for part in parts[cut:] if part not in ("jr", "esq")]
    genders = [rules.titles[title] for title in titles if rules.titles[title] != "?"]
    gender = genders[0] if genders else "?"
    given = rest[0] if len(rest) > 1 and rest[0] not in rules.articles else ""
    return Parsed(form, titles, given, rest[-1] if rest else "", gender)
