"""Five times of day, nine colours each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    sky: str
    horizon: str
    far: str
    middle: str
    near: str
    dark: str
    ground: str
    accent: str
    light: str


DAWN = Palette(
    sky="#9cc4c9",
    horizon="#f9e4c6",
    far="#a4c2b8",
    middle="#6a9a90",
    near="#35655f",
    dark="#1f3f40",
    ground="#dcb56f",
    accent="#d9583b",
    light="#fff6e2",
)
NOON = Palette(
    sky="#8cc3dc",
    horizon="#eaf4e8",
    far="#abd0bf",
    middle="#6aa88d",
    near="#2f6f59",
    dark="#17403a",
    ground="#e5c76f",
    accent="#e2603f",
    light="#fffaee",
)
DUSK = Palette(
    sky="#46507f",
    horizon="#f4a97c",
    far="#9a7a98",
    middle="#64578a",
    near="#36365f",
    dark="#1d1f3d",
    ground="#c07a58",
    accent="#f2c14e",
    light="#ffe9c6",
)
RAIN = Palette(
    sky="#566e7e",
    horizon="#b9c8c8",
    far="#93a7ac",
    middle="#647f87",
    near="#3b5761",
    dark="#23373f",
    ground="#8a9b8f",
    accent="#e3a63a",
    light="#eaf0ec",
)
NIGHT = Palette(
    sky="#141b3c",
    horizon="#46558a",
    far="#35437a",
    middle="#28325f",
    near="#1a2148",
    dark="#0e122b",
    ground="#333b69",
    accent="#f2b84b",
    light="#ffe8b0",
)
