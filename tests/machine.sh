# What ./test and ./bench ask of the machine. Each says first: who ("the tests"), instead (what to do where a package is
# missing), temporary and files (folders of this run), cluster (empty).

# Asks first; what runs a browser may take a while to understand.
stop() {
    kill "$1" 2>/dev/null || return 0
    for _ in {1..25}; do kill -0 "$1" 2>/dev/null || break; sleep 0.2; done
    kill -9 "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

fail() {
    echo "$*" >&2
    exit 1
}

# PostgreSQL refuses to run as root.
as_postgres() { if [[ $EUID == 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

first_there() {
    local each
    for each; do
        if [[ -x $each ]]; then echo "$each"; return; fi
        if [[ $each != */* ]] && command -v "$each"; then return; fi
    done
    return 1
}

# The newest of the versions that are there, as distributions keep each in a folder of its own.
find_initdb() {
    local installed
    installed=$(ls -d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb \
        /usr/local/opt/postgresql*/bin/initdb /Applications/Postgres.app/Contents/Versions/latest/bin/initdb \
        2>/dev/null | sort -rV) || true
    # shellcheck disable=SC2086
    first_there initdb $installed
}

# install NAME: through the system's package manager, where we may without asking for a password.
install() {
    local root=() package=$1
    if command -v brew >/dev/null; then
        [[ $package == chromium ]] && brew install --quiet --cask chromium || brew install --quiet postgresql@17
        return
    fi
    if [[ $EUID != 0 ]]; then
        sudo -n true 2>/dev/null || return 1
        root=(sudo -n)
    fi
    if command -v apt-get >/dev/null; then
        ${root[@]+"${root[@]}"} apt-get update -qq &&
            ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package"
    elif command -v dnf >/dev/null; then
        ${root[@]+"${root[@]}"} dnf install -q -y "${package/%postgresql/postgresql-server}"
    elif command -v pacman >/dev/null; then
        ${root[@]+"${root[@]}"} pacman -Sy --noconfirm --needed "$package"
    else
        return 1
    fi
}

need() {
    "find_$2" >/dev/null && return
    echo "Installing $1 for $who." >&2
    install "$1" >"$temporary/install" 2>&1 </dev/null || cat "$temporary/install" >&2
    "find_$2" >/dev/null || fail "T${who#t} need $3: please install it (package \"$1\") and run this again, or $instead."
}

# start_postgres OPTIONS: on a socket of its own, in $files.
start_postgres() {
    local folder=$files/pg
    cluster=$(dirname "$(find_initdb)")
    mkdir "$folder"
    if [[ $EUID == 0 ]]; then
        chmod 711 "$files"
        chown postgres "$folder"
    fi
    as_postgres "$cluster/initdb" -D "$folder" --no-sync -A trust -U alongside -E UTF8 --no-locale >"$temporary/log" 2>&1 &&
        as_postgres "$cluster/pg_ctl" -D "$folder" -l "$folder/log" -w start -o "-c listen_addresses='' \
            -c unix_socket_directories='$folder' -c max_connections=300 -c shared_buffers=64MB \
            $1" >>"$temporary/log" 2>&1 </dev/null ||
        { cat "$temporary/log" "$folder/log" >&2; fail "PostgreSQL did not start for $who."; }
    export ALONGSIDE_TEST_POSTGRES="Host=$folder;Username=alongside;Database=postgres"
}

stop_postgres() {
    [[ -z $cluster ]] || as_postgres "$cluster/pg_ctl" -D "$files/pg" -m immediate stop >/dev/null 2>&1 || true
}

need_sdk() {
    command -v dotnet >/dev/null || PATH=$PATH:${DOTNET_ROOT:-$HOME/.dotnet}
    dotnet --version >/dev/null 2>&1 ||
        fail "T${who#t} need the .NET 10 SDK: get it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
}

# built WHAT: says what is wrong where it can't be built.
built() {
    dotnet build "$1" -c Release -v q --nologo >"$temporary/build" 2>&1 </dev/null ||
        { awk 'NF && !seen[$0]++' "$temporary/build" >&2; exit 1; }
}
