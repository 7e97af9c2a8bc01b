"""The frozen types that every room shares: what an organization is and what was found.

They hold no behaviour but the laws that their own fields must keep.
"""
