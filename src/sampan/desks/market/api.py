"""The market for programs, put together from its parts."""

from ninja import Router

from .title_api import router as titles

router = Router(tags=["market"])
router.add_router("", titles)
