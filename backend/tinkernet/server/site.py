"""Everything one running server is made of, handed to each of its routes."""

from dataclasses import dataclass, field

from tinkernet.course.course import CourseTree
from tinkernet.discovery import Catalogue
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs
from tinkernet.server.experiments.following import Following
from tinkernet.server.experiments.store import Store
from tinkernet.server.lag import LoopLag
from tinkernet.server.settings import Settings
from tinkernet.server.tally import Tally


@dataclass(frozen=True, slots=True)
class Site:
    """`runs` and `store` are entered and left by the app's lifespan. `token`: what a notebook must
    know to have its loops watched; empty on a server that no notebook started."""

    settings: Settings
    catalogue: Catalogue
    course: CourseTree
    runs: Runs
    store: Store
    tally: Tally = field(default_factory=Tally)
    lag: LoopLag = field(default_factory=LoopLag)
    token: str = field(default="", repr=False)
    following: Following = field(init=False)

    def __post_init__(self) -> None:
        """A frozen dataclass has no other way to hold what is made of its own parts."""
        object.__setattr__(self, "following", Following(self.store, self.runs))

    @property
    def limits(self) -> Limits:
        """What this server gives to those who use it."""
        return self.runs.limits
