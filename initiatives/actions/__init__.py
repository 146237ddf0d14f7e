"""Everything that changes a status, an amount or two tables at once. One function a verb.

All take the lock order pool → round → application → award → payment → initiative.
"""
