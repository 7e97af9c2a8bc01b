"""Series to outcomes. Pure: numbers in, numbers out; no file, clock, text or chance.

Every function here takes plain numbers or the model's frozen types and returns frozen
results that hold an estimate together with its interval. Nothing is rounded.
"""
