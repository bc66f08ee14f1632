"""Mentions become places, intervals and actors."""
