"""What the program counts, in Prometheus' form. No label holds anything of a person. May import: prometheus-client."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

HEARD = Counter("events_heard", "Events that were heard", ["channel", "kind", "repeat"], registry=REGISTRY)
FAULTS = Counter("answers_failed", "Events whose answer failed by a fault of ours", ["channel"], registry=REGISTRY)
ANSWERED = Histogram(
    "event_seconds",
    "From hearing an event to its commit",
    ["channel"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=REGISTRY,
)
DELIVERIES = Gauge("deliveries", "Ledger rows by what became of them", ["channel", "status"], registry=REGISTRY)
QUESTIONS = Gauge("questions_waiting", "Questions that wait for staff", registry=REGISTRY)
SENDERS = Gauge("sender_holds_lease", "1 where this process sends for the channel", ["channel"], registry=REGISTRY)
DOWN = Gauge("channel_down", "1 where the channel refuses every call", ["channel"], registry=REGISTRY)
CATALOGUE = Gauge("catalogue_version", "The version of the catalogue that answers are searched in", registry=REGISTRY)
