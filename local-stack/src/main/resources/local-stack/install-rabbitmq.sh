#!/bin/sh
# Installs Debian's RabbitMQ. The package would start a node of its own on the default port; policy-rc.d forbids it
# while the installation lasts, and is removed whatever becomes of that.

policy=/usr/sbin/policy-rc.d
own=

clean_up() {
    [ -z "$own" ] || rm -f "$policy"
}

abort() {
    trap '' TERM
    [ -z "${apt:-}" ] || kill "$apt" 2>/dev/null
    clean_up
    exit 143
}

run() {
    "$@" &
    apt=$!
    wait "$apt"
    status=$?
    apt=
    return "$status"
}

trap clean_up EXIT
trap abort HUP INT TERM
export DEBIAN_FRONTEND=noninteractive

if [ ! -e "$policy" ]; then
    own=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

run dpkg --configure -a
run apt-get update || echo "apt-get update failed: going on with the package lists that are here" >&2
run apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 rabbitmq-server
