"""Which models answer: the keys that people bring, and the order in which models are asked."""

from personae.models.answering import Models, Order, Source
from personae.models.chains import Chains, Link
from personae.models.clients import Clients
from personae.models.errors import (
    AddressClosed,
    AddressInvalid,
    AddressPrivate,
    AddressUnknown,
    ChoiceInvalid,
    ChoiceNotFound,
    ChoicesMany,
    KeyGone,
    KeyInvalid,
    KeyNameInvalid,
    KeyNotFound,
    KeysMany,
    KeyUnreadable,
    KeyWrong,
    ListMissing,
    ModelNotOurs,
    NotOffered,
    OwnQuota,
    VendorUnknown,
)
from personae.models.keyed import MAX_TOKENS, asked_as
from personae.models.keyring import KEY_LIMIT, VENDORS, Keyring, Opened
from personae.models.orders import CHOICES_MOST, Orders, Place, Wish
from personae.models.tables import ADDRESS_LIMIT, MODEL_LIMIT, NAME_LIMIT, ModelChoice, ModelKey
from personae.models.trial import Trial, try_key

__all__ = [
    "ADDRESS_LIMIT",
    "CHOICES_MOST",
    "KEY_LIMIT",
    "MAX_TOKENS",
    "MODEL_LIMIT",
    "NAME_LIMIT",
    "VENDORS",
    "AddressClosed",
    "AddressInvalid",
    "AddressPrivate",
    "AddressUnknown",
    "Chains",
    "ChoiceInvalid",
    "ChoiceNotFound",
    "ChoicesMany",
    "Clients",
    "KeyGone",
    "KeyInvalid",
    "KeyNameInvalid",
    "KeyNotFound",
    "KeyUnreadable",
    "KeyWrong",
    "Keyring",
    "KeysMany",
    "Link",
    "ListMissing",
    "ModelChoice",
    "ModelKey",
    "ModelNotOurs",
    "Models",
    "NotOffered",
    "Opened",
    "Order",
    "Orders",
    "OwnQuota",
    "Place",
    "Source",
    "Trial",
    "VendorUnknown",
    "Wish",
    "asked_as",
    "try_key",
]
