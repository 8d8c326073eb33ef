from .contracts import Contract, ContractState, Signature
from .materials import Delivered, Material, MaterialState
from .negotiations import Message, Negotiation, NegotiationState, Offer
from .requests import Proposal, Request, RequestState
from .statements import CalendarKey, ExchangeRate, Payment, Receipt, RoyaltyStatement

__all__ = [
    "CalendarKey",
    "Contract",
    "ContractState",
    "Delivered",
    "ExchangeRate",
    "Material",
    "MaterialState",
    "Message",
    "Negotiation",
    "NegotiationState",
    "Offer",
    "Payment",
    "Proposal",
    "Receipt",
    "Request",
    "RequestState",
    "RoyaltyStatement",
    "Signature",
]
