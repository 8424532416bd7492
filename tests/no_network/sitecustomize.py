"""Python without a network: put first on PYTHONPATH, for a process and those that it starts."""

import sealing

sealing.seal()
