"""Numerical methods: arrays in, estimates out."""
