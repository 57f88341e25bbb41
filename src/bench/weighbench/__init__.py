"""The measurements of a packaged node: real processes, real sockets, real files."""
