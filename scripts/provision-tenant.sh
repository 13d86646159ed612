#!/bin/sh
# Provisions a tenant: the documented flags, handed to `haveli tenant provision` as they are.
#   ./scripts/provision-tenant.sh --tenant NAME [--memory-optimized] [--staging]
#       [--budget-production N] [--budget-staging N] [--owner MAIL] [--dry-run] [--yes]
set -eu
checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
haveli="$checkout/.venv/bin/haveli"
if [ ! -x "$haveli" ]; then
  haveli=$(command -v haveli) || { echo "haveli is not installed here. Next: make up" >&2; exit 3; }
fi
exec "$haveli" tenant provision -C "$checkout" "$@"
