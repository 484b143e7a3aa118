"""What can go wrong with keys, addresses and the order of models."""

from typing import ClassVar

from personae.llm import ModelKeyRefused, ModelQuota, ModelUnknown
from personae.platform.errors import Kind, PersonaeError


class KeyNotFound(PersonaeError):
    """No such key, or somebody else's."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "model_key_not_found"
    message: ClassVar[str] = "There is no such key among yours. It may have been deleted."


class KeyInvalid(PersonaeError):
    """The text cannot be a key: nothing, too much, or characters that no key has."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_key_invalid"
    message: ClassVar[str] = (
        "A key is 1 to {limit} letters, digits and signs without blanks. Copy it from the vendor once more."
    )


class KeyIncomplete(PersonaeError):
    """What shall come in a key's place lacks what its vendor needs."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "model_key_incomplete"
    message: ClassVar[str] = (
        "OpenAI and Anthropic need a key, an OpenAI-compatible server needs an address. Fill it in."
    )


class KeyNameInvalid(PersonaeError):
    """The name of a key is too long."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_key_name_invalid"
    message: ClassVar[str] = "The name of a key may have {limit} characters at most. Choose a shorter one."


class KeysMany(PersonaeError):
    """A person has as many keys as one may have."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "model_keys_many"
    message: ClassVar[str] = "You have {limit} keys, which is the most. Delete one that you do not need."


class VendorUnknown(PersonaeError):
    """A vendor that no key can be kept for."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_vendor_unknown"
    message: ClassVar[str] = "That vendor is not known here. Choose one of: {vendors}."


class AddressInvalid(PersonaeError):
    """The text is no address of a web server."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_address_invalid"
    message: ClassVar[str] = (
        "That is no address of a model server. Write one like https://models.example.org/v1."
    )


class AddressUnknown(PersonaeError):
    """No computer has this name."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "model_address_unknown"
    message: ClassVar[str] = "No server is found under that address. Check how it is spelt."


class AddressPrivate(PersonaeError):
    """The address leads into the studio's own network."""

    kind: ClassVar[Kind] = Kind.FORBIDDEN
    code: ClassVar[str] = "model_address_private"
    message: ClassVar[str] = (
        "This address lies in the studio's own network, which is closed to keys that people bring. "
        "Use a public address, or have the operator set MODEL_PRIVATE_ADDRESSES."
    )


class ChoiceNotFound(PersonaeError):
    """No such line in the order of models, or somebody else's."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "model_choice_not_found"
    message: ClassVar[str] = "There is no such model in your order. It may have been removed."


class ModelNotOurs(PersonaeError):
    """The studio does not have the model."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "model_not_ours"
    message: ClassVar[str] = (
        "The studio does not offer that model. Choose one of its own, or name a model of a key of yours."
    )


class ChoiceInvalid(PersonaeError):
    """The name cannot be a model's."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_choice_invalid"
    message: ClassVar[str] = (
        "A model’s name has 1 to {limit} characters that can be seen. Write it as its vendor does."
    )


class ChoicesMany(PersonaeError):
    """An order with more models than are ever tried."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_choices_many"
    message: ClassVar[str] = "An order has {limit} models at most. Remove one of them first."


class KeyGone(ModelKeyRefused):
    """The key was deleted after the model had been chosen."""

    code: ClassVar[str] = "model_key_gone"
    message: ClassVar[str] = "The key of this model was deleted. Choose another model on the page Models."


class KeyUnreadable(ModelKeyRefused):
    """The key was saved under another SECRET_KEY."""

    code: ClassVar[str] = "model_key_unreadable"
    message: ClassVar[str] = (
        "Your key for {vendor} was saved under another SECRET_KEY and cannot be read. "
        "Enter the key again on the page Models."
    )


class NotOffered(ModelUnknown):
    """The studio offered this model when it was chosen, and does not any more."""

    code: ClassVar[str] = "model_not_offered"
    message: ClassVar[str] = (
        "The studio does not offer {model} any more. Choose another model on the page Models."
    )


class AddressClosed(ModelKeyRefused):
    """The address of a key leads into the studio's own network by now, which it must not."""

    code: ClassVar[str] = "model_address_closed"
    message: ClassVar[str] = (
        "The address for {vendor} leads into the studio's own network, which is closed to keys that people "
        "bring. Change it on the page Models."
    )


class ListMissing(ModelUnknown):
    """Whoever answers at the address has no list of models there."""

    code: ClassVar[str] = "model_list_missing"
    message: ClassVar[str] = (
        "Something answers there, but keeps no list of models. Check the address; it often ends in /v1."
    )


class KeyWrong(ModelKeyRefused):
    """The vendor does not accept a person's own key."""

    code: ClassVar[str] = "model_key_wrong"
    message: ClassVar[str] = "{vendor} does not accept this key. Copy it from there once more and replace it."


class OwnQuota(ModelQuota):
    """A person's own account with the vendor has nothing left to spend."""

    code: ClassVar[str] = "model_quota_own"
    message: ClassVar[str] = (
        "Your account with {vendor} is used up. Add credit there, or choose another model on the page Models."
    )
