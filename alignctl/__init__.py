"""Decision rights, goals, pay and precedence as checked YAML: bytes in, a judgement out."""

__version__ = "0.1.0"
