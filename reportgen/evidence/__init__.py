"""The ledger of every number and claim: assembled here, and read back from a finished brief."""
