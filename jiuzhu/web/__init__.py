"""Faces: ui (shared), desk, citizen, disclosure, api. They show and ask; they never write."""
