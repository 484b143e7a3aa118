"""What is counted and timed, in Prometheus' terms."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

REQUESTS = Counter("personae_http_requests_total", "Requests answered", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("personae_http_request_seconds", "Time to the first byte of an answer", ["route"])
SOCKETS = Gauge("personae_live_sockets", "Open live channels")
DOCUMENTS = Counter("personae_documents_total", "Documents whose reading ended", ["outcome"])
READING_SECONDS = Histogram(
    "personae_reading_seconds",
    "Time one step of reading took",
    ["step"],
    buckets=(0.1, 0.5, 1, 5, 15, 60, 300),
)
REPLIES = Counter("personae_replies_total", "Replies that ended", ["provider", "outcome"])
MODEL_CALLS = Counter("personae_model_calls_total", "Calls to models that ended", ["vendor", "outcome"])
SPENT_MICROS = Counter(
    "personae_spent_micro_dollars_total", "Cost of calls to models whose price is known", ["vendor"]
)
BUDGET_ALERTS = Counter("personae_budget_alerts_total", "Soft limits reached", ["purse", "period"])
LEAKS = Counter("personae_leaks_total", "Replies that gave their prompt's canary away", ["where"])
UPLOAD_BYTES = Counter("personae_upload_bytes_total", "Bytes of documents received")

VENDORS = frozenset({"anthropic", "openai", "gguf", "quotation"})


def vendor_label(vendor: str) -> str:
    """A vendor's name as a label. Servers that people bring are one: a label is kept for good."""
    return vendor if vendor in VENDORS else "other"


def render() -> tuple[bytes, str]:
    """Every figure in the text format, and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST
