"""The names engine as a service: the Reconciliation Service API 0.2, for OpenRefine and others.

What comes in is checked and what goes out is made without any server: `queries`, `extend`,
`suggest` and `preview` take a `Catalogue` and texts, and give records. `app` is the one module
that knows the server's library.
"""
