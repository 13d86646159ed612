"""haveli: the risk-MLOps platform of a payments company, as one repository and one command."""

__version__ = "0.1.0"
