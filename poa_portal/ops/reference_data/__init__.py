"""The reference data of ``poa_portal/ops/reference``: read, checked, and loaded in one transaction."""

from poa_portal.ops.reference_data.loading import DIRECTORY, Loaded, load
from poa_portal.ops.reference_data.tables import Malformed

__all__ = ["DIRECTORY", "Loaded", "Malformed", "load"]
