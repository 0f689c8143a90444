#!/bin/bash
# Unpacks bitcoind (Bitcoin Knots, a fork of Bitcoin Core) from Debian trixie-backports into $1, with the libraries it was built against,
# so that it runs on systems with an older libc. Uses an apt state of its own: the system's sources and packages stay as they are.
set -euo pipefail

fail() { echo "The Bitcoin node could not be installed: $1." >&2; exit 1; }
trap 'fail "\"$BASH_COMMAND\" failed (is a Debian mirror reachable?)"' ERR

target=$(realpath -m "${1:?usage: install-bitcoind.sh DIRECTORY}")
[ -x "$target/bitcoind" ] && exit 0
command -v apt-get >/dev/null && command -v dpkg >/dev/null || fail "this is not a Debian or Ubuntu system"
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) fail "there is no package for $(uname -m)" ;;
esac

# Tests that start at the same moment wait for one installation.
mkdir -p "$(dirname "$target")"
exec 9>"$target.lock"
flock -w 300 9
[ -x "$target/bitcoind" ] && exit 0

work=$target.part
rm -rf "$work" "$target"
apt=$work/apt
mkdir -p "$apt"/etc/{apt.conf.d,preferences.d,trusted.gpg.d} "$apt"/lists/partial "$apt"/cache/archives/partial "$work/debs" "$work/root"
: > "$apt/status"

cd "$work/debs"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
if [ ! -e "$keyring" ]; then
  # Ubuntu has Debian's keys as a package, signed by Ubuntu.
  apt-get download -qq debian-archive-keyring
  dpkg -x debian-archive-keyring*.deb "$work/keys"
  rm debian-archive-keyring*.deb
  keyring=$work/keys$keyring
fi
# The mirror this system already uses, if it is Debian's.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep '/debian/$' | sort -u | head -1 || true)
mirror=${mirror:-http://deb.debian.org/debian/}

printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" trixie "$keyring" "$mirror" trixie-backports > "$apt/etc/sources.list"
cat > "$apt/apt.conf" <<CONF
Dir::Etc "$apt/etc"; Dir::Etc::sourcelist "$apt/etc/sources.list"; Dir::Etc::sourceparts "-";
Dir::State::Lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache";
APT::Architecture "$architecture"; APT::Architectures { "$architecture"; }; Acquire::Languages "none"; APT::Sandbox::User "root";
CONF
export APT_CONFIG=$apt/apt.conf

apt-get update -qq
apt-get download -qq bitcoin-knots/trixie-backports libc6 libstdc++6 libgcc-s1 libevent-core-2.1-7t64 libevent-extra-2.1-7t64 libevent-pthreads-2.1-7t64 \
  libsqlite3-0 libzmq5 libsodium23 libpgm-5.3-0t64 libnorm1t64 libgssapi-krb5-2 libbsd0 libmd0 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 \
  libkeyutils1 libssl3t64
for package in *.deb; do dpkg -x "$package" "$work/root"; done

libraries=$(cd "$work/root" && ls -d usr/lib/*-linux-gnu)
loader=$(cd "$work/root" && ls "$libraries"/ld-linux-*.so.*)
cat > "$work/bitcoind" <<RUN
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")/root
exec "\$here/$loader" --library-path "\$here/$libraries" "\$here/usr/bin/bitcoind" "\$@"
RUN
chmod +x "$work/bitcoind"
"$work/bitcoind" -version > /dev/null
rm -rf "$apt" "$work/debs" "$work/keys"
mv "$work" "$target"
