#!/bin/sh
# tether.sh SIGNAL COMMAND...
#
# Runs COMMAND so that it cannot outlive whoever holds the other end of this script's standard input. Start it as the
# leader of a session (setsid), so that neither a terminal nor the holder's process group reaches it.
# When the pipe closes, COMMAND gets SIGNAL and, 3 seconds later, everything left in the group gets SIGKILL.
# A number written to the pipe is an orderly stop: the same, with that many seconds.

signal=$1
shift
exec 3<&0

"$@" </dev/null 3<&- &
child=$!

(
    exec >/dev/null 2>&1
    grace=3
    read -r line <&3 && grace=$line
    exec 3<&-
    kill -s "$signal" "$child"
    tenths=$((grace * 10))
    while [ "$tenths" -gt 0 ] && kill -0 "$child"; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -s KILL 0
) &
exec 3<&-

trap 'kill -s "$signal" "$child"' HUP INT TERM
while :; do
    wait "$child"
    status=$?
    kill -0 "$child" 2>/dev/null || break
done
echo "tether: exited with status $status" >&2
trap '' TERM
kill -s TERM 0
exit "$status"
