"""Who decides what: the tables of all domains, and the answer to one case."""

from alignctl.analysis.authority.acting import Rung
from alignctl.analysis.authority.answer import Answer
from alignctl.analysis.authority.eyes import self_approvals
from alignctl.analysis.authority.facts import authority
from alignctl.analysis.authority.register import Register
from alignctl.analysis.authority.resolve import regions, resolve

__all__ = ["Answer", "Register", "Rung", "authority", "regions", "resolve", "self_approvals"]
