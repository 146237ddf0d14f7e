"""Paper: accessible PDF documents, made from templates and plain data."""
