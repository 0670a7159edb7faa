"""Who wrote what for the library, when, and how far it has come."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from teachnet.accounts.models import Stage, Subject
from teachnet.db import db
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.resources import Piece, Resources
from teachnet.demo.seed.shelf import Shelf, Shelved
from teachnet.demo.texts import Genre, Work
from teachnet.library.models import VersionState, Visibility
from teachnet.library.models.skill import LEVEL_ONE, ensure_micro_skills

GENRE_SHARES = {Genre.CLIP: 28, Genre.PLAN: 36, Genre.SLIDES: 18, Genre.CASE: 18}
VISIBILITY_SHARES = {Visibility.CITY: 62, Visibility.COUNTY: 14, Visibility.SCHOOL: 13, Visibility.PUBLIC: 11}
TOLD_EVERY = 10_000
COPIES_OF_A_FIELD = 15  # documents of one genre, stage and subject that later resources share
REVISED = 30  # one in so many has had a first version, replaced since

# How many of a hundred are not simply published; and how many at most, for nobody reviews a thousand.
UNFINISHED = {
    VersionState.DRAFT: (5, 400),
    VersionState.SUBMITTED: (6, 90),
    VersionState.IN_REVIEW: (2, 24),
    VersionState.RETURNED: (4, 60),
    VersionState.WITHDRAWN: (1, 200),
}
RECENT = {  # days: what waits has not waited for years
    VersionState.SUBMITTED: 6,
    VersionState.IN_REVIEW: 3,
    VersionState.RETURNED: 9,
    VersionState.DRAFT: 20,
}

# What the demo teacher has handed in, in this order.
HERS = (VersionState.RETURNED, VersionState.PUBLISHED, VersionState.PUBLISHED)


def fill(city: City, shelf: Shelf, say: Callable[[str], None]) -> None:
    ensure_micro_skills()
    db.session.flush()
    rows = Resources(city)
    for number, piece in enumerate(_pieces(city, shelf), 1):
        rows.add(piece)
        if number % TOLD_EVERY == 0 or number == city.size.resources:
            say(f"{number} of {city.size.resources} resources")
        if rows.are_many:
            shelf.write()
            rows.write()
    shelf.write()
    rows.write()


def _pieces(city: City, shelf: Shelf) -> Iterator[Piece]:
    writer, documents = shelf.writer, _Documents(city, shelf)
    states, hers = _states(city), iter(HERS)
    # A visitor finds something of every skill the front page names, whatever the dice say that day.
    unshown = [name for name, *_others in LEVEL_ONE.values()]
    for number, author in enumerate(_authors(city)):
        state = states.get(number, VersionState.PUBLISHED)
        if author is city.accounts["teacher"]:
            state = next(hers, state)
        genre, visibility = city.chosen(GENRE_SHARES), city.chosen(VISIBILITY_SHARES)
        if genre is Genre.CLIP:
            work = writer.work(genre, author.stage, author.subject)
            file = shelf.clip(work.skill)
        elif unshown and state is VersionState.PUBLISHED:
            work, file = documents.one(author, genre, skill=unshown.pop())
            visibility = Visibility.PUBLIC
        else:
            work, file = documents.one(author, genre)
        revised = state is VersionState.PUBLISHED and number % REVISED == REVISED - 1
        yield Piece(author, work, file, state, visibility, _days_ago(city, state), revised)


def _days_ago(city: City, state: VersionState) -> int:
    if state in RECENT:
        return city.draw.randint(0, RECENT[state])
    return min(900, int(city.draw.expovariate(1 / 150)))


def _states(city: City) -> dict[int, VersionState]:
    """Which resources, by number, are not simply published."""
    left, states = list(range(city.size.resources)), {}
    city.draw.shuffle(left)
    for state, (share, most) in UNFINISHED.items():
        for _one in range(min(most, max(1, city.size.resources * share // 100))):
            states[left.pop()] = state
    return states


def _authors(city: City) -> Iterator[Somebody]:
    """The demo's own people first; then anybody, some much more often than others."""
    cast = [city.accounts["teacher"], city.accounts["lead"], city.accounts["tutor"], *city.cast]
    busy = city.draw.sample(city.teachers, len(city.teachers))
    for number in range(city.size.resources):
        if number < 2 * len(cast):
            yield cast[number % len(cast)]
        else:
            yield busy[int(len(busy) * city.draw.random() ** 2)]


class _Documents:
    """A file of its own for the first resources; later ones share what was written about the same lesson."""

    def __init__(self, city: City, shelf: Shelf):
        self.city, self.shelf, self.writer = city, shelf, shelf.writer
        self.names = {number: name for name, number in city.organisations.items()}
        self.left = city.size.own_files
        self.shared: dict[tuple[Genre, Stage, Subject], list[tuple[Work, Shelved]]] = defaultdict(list)

    def one(self, author: Somebody, genre: Genre, skill: str | None = None) -> tuple[Work, Shelved]:
        if self.left or skill:
            self.left = max(0, self.left - 1)
            work = self.writer.work(genre, author.stage, author.subject, skill)
            return work, self.shelf.print(work, author.name, self.names[author.organisation_id])
        stock = self.shared[genre, author.stage, author.subject]
        if len(stock) < COPIES_OF_A_FIELD:
            work = self.writer.work(genre, author.stage, author.subject)
            stock.append((work, self.shelf.note(work)))
            return stock[-1]
        work, file = self.city.draw.choice(stock)
        return self.writer.again(work), file
