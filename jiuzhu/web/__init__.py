"""Faces: ui (shared), home, desk, citizen, disclosure, api. They show and ask; they never write."""
