"""The languages that people are asked to name: spoken ones by their own name, signed ones in English."""

from __future__ import annotations

SIGNED = {"bfi": "British Sign Language (BSL)", "isg": "Irish Sign Language (ISL)"}
SPOKEN = {
    "ar": "العربية", "bn": "বাংলা", "cy": "Cymraeg", "de": "Deutsch", "en": "English", "es": "Español", "fa": "فارسی",
    "fr": "Français", "gu": "ગુજરાતી", "hi": "हिन्दी", "hu": "Magyar", "it": "Italiano", "ja": "日本語", "ku": "Kurdî",
    "lt": "Lietuvių", "nl": "Nederlands", "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "ps": "پښتو", "pt": "Português",
    "ro": "Română", "ru": "Русский", "so": "Soomaali", "sq": "Shqip", "ta": "தமிழ்", "ti": "ትግርኛ", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "yue": "廣東話", "zh": "中文",
}  # fmt: skip
ALL = {**SIGNED, **SPOKEN}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})


def direction(code: str) -> str:
    """How a language is written: "rtl" or "ltr"."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
