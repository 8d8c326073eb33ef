"""The market for programs, put together from its parts."""

from ninja import Router

from .deals_api import router as deals
from .quota_api import router as quotas
from .runs_api import router as runs
from .title_api import router as titles

router = Router(tags=["market"])
router.add_router("", titles)
router.add_router("", deals)
router.add_router("", quotas)
router.add_router("", runs)
