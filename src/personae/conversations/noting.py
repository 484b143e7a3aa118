"""Which words of a prompt may be meant to instruct its model, and whose they are. Pure."""

from collections.abc import Sequence

from personae.accounts import Persona
from personae.conversations.brief import Foreign
from personae.conversations.tables import Conversation, Message
from personae.conversations.window import Material
from personae.moderation import Seen, Where


def seen(
    conversation: Conversation,
    question: Message,
    material: Material,
    persona: Persona | None,
    foreign: Foreign | None,
    *,
    maker_id: str,
) -> Sequence[Seen]:
    """The question, who asks, a character that somebody made, and what a program says of itself.

    maker_id: whose the character is, who may be another than who talks with it; "" leaves it out.

    Characters out of documents are left out: their passages are weighed with the document.
    """
    character = {"character_id": conversation.character_id}
    here = {"message_id": question.id, "conversation_id": conversation.id}
    found = [Seen(Where.MESSAGE, question.text, character if foreign else {**here, **character})]
    if foreign:
        found.append(Seen(Where.PROGRAM, foreign.program, character))
    if persona:
        told = (persona.name, persona.address, persona.pronouns, persona.about)
        found.append(Seen(Where.PERSONA, "\n".join(filter(None, told)), {"persona_id": persona.id}))
    if maker_id and is_made(material):
        found.append(Seen(Where.CHARACTER, material.sheet, character, owner_id=maker_id))
    return found


def is_made(material: Material) -> bool:
    """Whether a character is of no document."""
    return not material.places
