"""Many Terraform roots as one: discovered, ordered by what they read of each other, planned, applied and destroyed.

1. `roots` finds the folders under `terraform/environments/` and what each reads of others (`remote_state`).
2. `graph` orders them: a ready-queue, never levels.
3. `core` runs the Terraform core, one process for each command of a root.
4. `steps` is what happens to one root: init, plan, apply or destroy.
5. `run` drives the roots through a queue with bounded workers, keeps the journal and makes the report.
"""
