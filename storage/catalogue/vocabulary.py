"""The fixed words that catalogue rows use for trades, wishes and kinds. May import: nothing of this project."""

from typing import Literal

Confidence = Literal["official", "secondary", "unsure"]
Service = Literal["verification", "calibration", "testing"]
Use = Literal["ask", "trade", "inspection"]
ProgrammeState = Literal["open", "closed", "doubtful", "empty"]
ArticleKind = Literal["definition", "faq", "procedure", "duty"]
PlanTopic = Literal["aim", "target", "money", "task", "actor"]
PlanPhase = Literal["2019-2025", "2026-2030"]
OldPlaceKind = Literal["district", "city", "ward", "commune"]
RecordKind = Literal[
    "instrument",
    "programme",
    "provider",
    "deadline",
    "observance",
    "article",
    "office",
    "plan",
    "training",
    "commune",
    "law",
]

Kind = Literal["enterprise", "household", "cooperative", "agency", "service_body"]
Size = Literal["micro", "small", "medium", "large"]
Want = Literal[
    "verification_cost",
    "measurement_programme",
    "quality_productivity",
    "export_testing",
    "technology",
    "digital",
    "consulting",
    "training",
    "award",
    "barcode",
    "trade_fair",
    "startup",
    "information",
]
Trade = Literal[
    "fuel",
    "gas",
    "food",
    "agriculture",
    "trade_retail",
    "logistics",
    "health",
    "gold",
    "construction",
    "manufacturing",
    "packaged_goods",
    "power_water",
    "testing_service",
    "transport",
    "other",
]
