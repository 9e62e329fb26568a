"""Every flow by its name. May import: the flows."""

from handlers.engine import Flow
from handlers.flows.ask_staff import ASK_STAFF
from handlers.flows.fit import FIT

FLOWS: dict[str, Flow] = {flow.name: flow for flow in (ASK_STAFF, FIT)}
