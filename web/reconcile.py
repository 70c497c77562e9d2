"""Reconcile: the Reconciliation Service API 0.2 over the names of things."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("reconcile", __name__)
