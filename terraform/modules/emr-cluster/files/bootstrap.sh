#!/bin/bash
# Prepares every node of a cluster before EMR installs its applications, as user hadoop with sudo.
# Usage: bootstrap.sh PERCENT   share of the node's memory for Trino's heap, for example 50
# Nothing in it depends on the processor: nodes are arm64 and x86_64.
set -euo pipefail

percent=$1
root=${BOOTSTRAP_ROOT:-} # a directory that stands for / in tests

install_file() { # mode, path; contents on stdin
  sudo mkdir -p "$(dirname "$root$2")"
  sudo tee "$root$2" >/dev/null
  sudo chmod "$1" "$root$2"
}

is_primary() {
  grep -q '"isMaster"[[:space:]]*:[[:space:]]*true' "$root/mnt/var/lib/info/instance.json"
}

# EMR's configuration API does not reach Trino's jvm.config, so each start of Trino first sets the heap there.
install_file 0755 /usr/local/bin/haveli-trino-heap <<SCRIPT
#!/bin/bash
set -euo pipefail
config=\${1:-/etc/trino/conf/jvm.config}
mib=\$(awk '/^MemTotal:/ {print int(\$2 / 1024 * $percent / 100)}' "\${2:-/proc/meminfo}")
sed -i -e '/^-Xm[sx]/d' -e '/^-XX:\(Initial\|Max\|Min\)RAMPercentage/d' "\$config"
printf -- '-Xmx%dm\n' "\$mib" >>"\$config"
SCRIPT

install_file 0644 /etc/systemd/system/trino-server.service.d/heap.conf <<'UNIT'
[Service]
ExecStartPre=+/usr/local/bin/haveli-trino-heap
UNIT

if is_primary; then
  # EMR's idle timeout sees YARN and not Trino. It spares a cluster whose primary has just touched this file (EMR 6.4 and later).
  install_file 0755 /usr/local/bin/haveli-trino-beacon <<'SCRIPT'
#!/bin/bash
set -euo pipefail
queries=$(curl --silent --fail --max-time 10 --header 'X-Trino-User: haveli' http://localhost:8889/v1/query) || exit 0
if grep -Eq '"state" ?: ?"(QUEUED|WAITING_FOR_RESOURCES|DISPATCHING|PLANNING|STARTING|RUNNING|FINISHING)"' <<<"$queries"; then
  touch "${1:-/emr/metricscollector/isbusy}"
fi
SCRIPT

  install_file 0644 /etc/systemd/system/haveli-trino-beacon.service <<'UNIT'
[Unit]
Description=Tells EMR that Trino is busy

[Service]
Type=oneshot
ExecStart=/usr/local/bin/haveli-trino-beacon
UNIT

  install_file 0644 /etc/systemd/system/haveli-trino-beacon.timer <<'UNIT'
[Unit]
Description=Looks every half minute whether Trino is busy

[Timer]
OnActiveSec=30s
OnUnitActiveSec=30s
AccuracySec=1s

[Install]
WantedBy=timers.target
UNIT
fi

[ -n "$root" ] && exit 0
sudo systemctl daemon-reload
if is_primary; then sudo systemctl enable --now haveli-trino-beacon.timer; fi
