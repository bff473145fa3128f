from tests.contracts.conftest import people, world

__all__ = ["people", "world"]
