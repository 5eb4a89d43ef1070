"""Handfast in Python: a worker's Client and an orchestrator's Server of the protocol in spec/PROTOCOL.md."""

from .client import Client, ClientSettings
from .outbox import Refused
from .server import Server, ServerSettings

__all__ = ["Client", "ClientSettings", "Refused", "Server", "ServerSettings"]
