from .contracts import Contract, ContractState, Signature
from .imports import CatalogueImport, ImportState
from .materials import Delivered, Material, MaterialState
from .negotiations import Message, Negotiation, NegotiationState, Offer
from .quotas import QuotaDeclaration
from .requests import Proposal, Request, RequestState
from .screenings import CopyState, ScreeningCopy, ScreeningLeave
from .statements import CalendarKey, ExchangeRate, Payment, Receipt, RoyaltyStatement
from .wishes import Wish, WishMatch

__all__ = [
    "CalendarKey",
    "CatalogueImport",
    "Contract",
    "ContractState",
    "CopyState",
    "Delivered",
    "ExchangeRate",
    "ImportState",
    "Material",
    "MaterialState",
    "Message",
    "Negotiation",
    "NegotiationState",
    "Offer",
    "Payment",
    "Proposal",
    "QuotaDeclaration",
    "Receipt",
    "Request",
    "RequestState",
    "RoyaltyStatement",
    "ScreeningCopy",
    "ScreeningLeave",
    "Signature",
    "Wish",
    "WishMatch",
]
