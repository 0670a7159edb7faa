"""Documents whose figures one can start from. A city adds its own on the page of standards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from teachnet.budget.models import CostStandard, FeeCap, Rank, TrainingClass

YUAN = 100


@dataclass(frozen=True)
class Document:
    key: str
    number: str
    title: str
    starts_on: date
    rates: dict[TrainingClass, int]  # yuan for a person-day
    fees: dict[Rank, int]  # yuan an hour, after tax
    travel_days: int = 2

    def rows(self) -> Iterator[CostStandard | FeeCap]:
        about = {"document_number": self.number, "starts_on": self.starts_on}
        for training_class, rate in self.rates.items():
            yield CostStandard(
                training_class=training_class, rate_fen=rate * YUAN, travel_days=self.travel_days, **about
            )
        for rank, fee in self.fees.items():
            yield FeeCap(rank=rank, hour_fen=fee * YUAN, **about)


CENTRAL = Document(
    key="caihang-2016-540",
    number="财行〔2016〕540号",
    title="中央和国家机关培训费管理办法",
    starts_on=date(2017, 1, 1),
    rates={TrainingClass.FIRST: 760, TrainingClass.SECOND: 650, TrainingClass.THIRD: 550},
    fees={Rank.ASSOCIATE: 500, Rank.FULL: 1000, Rank.ACADEMICIAN: 1500},
)
DOCUMENTS = {document.key: document for document in (CENTRAL,)}
