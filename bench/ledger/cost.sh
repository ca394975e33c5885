#!/usr/bin/env bash
# Prints what commits of large snapshots and of many roll-ups cost, in time and in space.
set -euo pipefail
cd "$(dirname "$0")/../.."
LEDGER_COST=1 swift test -c release -Xswiftc -enable-testing --filter CostTests
