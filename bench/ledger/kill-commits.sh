#!/usr/bin/env bash
# Kills a process in the middle of commits, again and again, and checks the ledger each time.
set -euo pipefail
cd "$(dirname "$0")/../.."
LEDGER_KILLS=${1:-300} swift test --filter KillTests
