"""What a forge knows of a change goes to alignctl, and what alignctl says of it goes back to the forge.

This package alone calls a network; nothing in `alignctl` imports it, and it imports nothing of `alignctl`.
"""
