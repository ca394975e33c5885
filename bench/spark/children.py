"""Programs that fail on the way, each in the place of the real one."""
import os
import shutil

# What is done instead of "$real" "$@" by the steps prepare, scan or both; and what finds it out: the status of a task, or a
# guard of the recipe (its sums, its patience with children that end late), without which the job would publish.
FAULTS = [
    ("ends with 3 after all is done", "both", "task", '"$real" "$@"; exit 3'),
    ("ends with 3 long after its output", "both", "guard", '"$real" "$@"; exec >&- 2>&-; sleep 3; exit 3'),
    ("ends with 3 at once", "both", "task", "exit 3"),
    ("is killed on the way", "both", "task", 'head -c 20000 | "$real" "$@"; kill -9 $$'),
    ("is killed at its end", "both", "task", '"$real" "$@"; kill -9 $$'),
    ("is killed at once", "both", "task", "kill -9 $$"),
    ("is missing", "both", "task", 'exec /no/such/program "$@"'),
    ("does not read its input and ends well", "both", "task", "exit 0"),
    ("does not read its input and says so", "both", "task", '"$real" "$@" < /dev/null'),
    ("passes over its input", "both", "guard", 'cat > /dev/null; "$real" "$@" < /dev/null'),
    ("reads a part of its input", "both", "guard", '{ head -n 100; cat > /dev/null; } | "$real" "$@"'),
    ("drops a line of its input", "both", "guard", 'sed 50d | "$real" "$@"'),
    ("loses a line of its output", "both", "guard", '"$real" "$@" | sed 1d'),
    ("says a line twice", "both", "guard", '"$real" "$@" | sed 1p'),
    ("gets unsorted input", "scan", "task", 'tac | "$real" "$@"'),
]


def steps(step):
    return ["prepare", "scan"] if step == "both" else [step]


def write(folder, real, policy, step, body):
    """A folder with a program that fails in one step, and the policy."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(folder + "/abuse-scan.yaml", "w") as file:
        file.write(policy)
    with open(folder + "/abuse-scan", "w") as file:
        file.write('#!/bin/bash\nreal=%s\n[ "$1" = %s ] || exec "$real" "$@"\n%s\n' % (real, step, body))
    os.chmod(folder + "/abuse-scan", 0o755)


def killing(mark, count):
    """Kills the executor above it when so many bytes were read, once; what it does itself goes on, as it would."""
    return """mkdir %s 2> /dev/null || exec "$real" "$@"
executor=$PPID
until tr '\\0' ' ' < /proc/$executor/cmdline | grep -q CoarseGrainedExecutorBackend; do
  executor=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$executor/status)
done
{ head -c %d; kill -9 $executor; cat; } | "$real" "$@\"""" % (mark, count)
