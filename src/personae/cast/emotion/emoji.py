"""What emoji and emoticons stand for: each is read as one of some thirty tokens of feeling.

Written by hand.  An emoji that is in no group says what a thing is, not how somebody feels, and is left out.
"""

from dataclasses import dataclass

GROUPS: dict[str, str] = {
    "laughing": "😂 🤣 😆 😹 xd xD XD :'D =)) :)) 😝",
    "grinning": "😀 😃 😄 😁 😸 😺 :D :-D =D 🤩",
    "smiling": "🙂 😊 ☺ 😌 😇 :) :-) =) (: ^^ ^_^ 🤭 🐶 🌞 🌻 🌸 🌈 🦄",
    "joking": "😉 😜 😛 🤪 😋 ;) ;-) :P :-P :p ;P 😈 👻",
    "loving": "❤ ♥ 😍 🥰 😘 💕 💖 💗 💓 💞 💘 💙 💚 💛 💜 🧡 🖤 🤍 🤎 💝 💟 😻 💋 😚 😙 😗 💑 💏 🌹 <3 :*",
    "hugging": "🤗 🫂 🥹",
    "celebrating": "🎉 🥳 🎊 🙌 💃 🕺 ✨ 🎂 🍾 🥂 🎈 🎁 \\o/",
    "applauding": "👏 🏆 🥇 🏅 🎖 👑 ⭐ 🌟 💎",
    "approving": "👍 👌 ✅ ✔ 💯 🤝 🆗 ☑ 🙆",
    "thankful": "🙏 🙇",
    "awesome": "😎 🤠 🔥 💪 🤘 🤙 ✌ 🚀 😤",
    "thinking": "🤔 🧐 💭",
    "unsure": "🤷 😕 :/ :-/ :\\ 🫤 ❓ ⁉",
    "unamused": "🙄 😒 😑 😐 😶 🤨 :| :-| -_- 😬 💅",
    "smirking": "😏",
    "sad": "😢 😥 😿 💔 ☹ 🙁 😞 😔 😟 😓 🥺 😪 :( :-( =( ): :'( ;( 🥀 🌧",
    "crying": "😭 😩 😫 T_T ;_; QQ",
    "angry": "😠 😡 🤬 👿 💢 >:( 🖕",
    "afraid": "😨 😰 😱 😧 😦 🙀 😖 😣 D:",
    "astonished": "😮 😯 😲 🤯 😵 :O :o :-O 😳 🫨 ‼",
    "disgusted": "🤢 🤮 💩 🤧",
    "disapproving": "👎 ❌ 🚫 🙅 ⛔",
    "ashamed": "🤦 🙈 🫣 😅 🫠",
    "dying": "💀 ☠ ⚰",
    "ironic": "🙃",
    "tired": "😴 🥱 💤",
    "relieved": "😮‍💨",
    "grieving": "🕊 🪦 🕯",
    "looking": "👀",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What a group says by itself: a label of LABELS; valence, arousal, dominance, -1..1.

    is_clear: whether it says so beside words too; a smile beside words is often mere courtesy.
    """

    label: str
    valence: float
    arousal: float
    dominance: float
    is_clear: bool = True

    @property
    def vad(self) -> tuple[float, float, float]:
        """Valence, arousal, dominance."""
        return self.valence, self.arousal, self.dominance


FEELINGS: dict[str, Sign] = {
    "laughing": Sign("amusement", 0.6, 0.4, 0.1),
    "grinning": Sign("joy", 0.6, 0.4, 0.2),
    "smiling": Sign("joy", 0.5, 0.1, 0.1, is_clear=False),
    "joking": Sign("amusement", 0.4, 0.3, 0.2, is_clear=False),
    "loving": Sign("love", 0.7, 0.3, 0.1),
    "hugging": Sign("caring", 0.6, 0.2, 0.1),
    "celebrating": Sign("excitement", 0.7, 0.6, 0.3),
    "applauding": Sign("admiration", 0.6, 0.4, 0.1),
    "approving": Sign("approval", 0.4, 0.1, 0.2),
    "thankful": Sign("gratitude", 0.5, 0.1, 0.0),
    "awesome": Sign("excitement", 0.5, 0.5, 0.4, is_clear=False),
    "thinking": Sign("curiosity", 0.0, 0.1, 0.0, is_clear=False),
    "unsure": Sign("confusion", -0.1, 0.1, -0.2, is_clear=False),
    "unamused": Sign("annoyance", -0.4, 0.0, 0.1),
    "sad": Sign("sadness", -0.6, -0.1, -0.3),
    "crying": Sign("sadness", -0.6, 0.3, -0.4),
    "angry": Sign("anger", -0.6, 0.6, 0.3),
    "afraid": Sign("fear", -0.5, 0.6, -0.4),
    "astonished": Sign("surprise", 0.1, 0.6, -0.1),
    "disgusted": Sign("disgust", -0.6, 0.3, 0.1),
    "disapproving": Sign("disapproval", -0.4, 0.2, 0.2),
    "ashamed": Sign("embarrassment", -0.3, 0.2, -0.3, is_clear=False),
    "grieving": Sign("grief", -0.6, -0.1, -0.4),
    "relieved": Sign("relief", 0.4, -0.3, 0.1),
}


def signs() -> dict[str, str]:
    """Return the group of each sign, without the selectors and joiners that only choose its picture."""
    return {_bare(sign): group for group, line in GROUPS.items() for sign in line.split()}


def _bare(sign: str) -> str:
    return sign.replace("\ufe0f", "").replace("\u200d", "")
