"""What all faces share: look, formats, guards, forms. Owns no records; knows no face above it."""
