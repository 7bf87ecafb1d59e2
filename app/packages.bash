# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run, tests/run and .ci/run: installs what is missing, and says what and why.
# shellcheck shell=bash disable=SC2034

# What building and running the program needs: package, or alternatives, and the reason.
program_packages=(
    "g++            the compiler"
    "cmake          configures the build"
    "ninja-build    runs the build"
    "pkg-config     finds libzmq"
    "qt6-base-dev   Qt 6: event loop, network, widgets"
    "qt6-svg-dev|libqt6svg6-dev  Qt 6: draws the icons"
    "libzmq3-dev    ZeroMQ itself"
    "cppzmq-dev     ZeroMQ's C++ header"
    "nlohmann-json3-dev  reads and writes profiles"
    "zlib1g-dev     unpacks payloads: zlib, gzip"
    "libzstd-dev    unpacks payloads: zstd"
    "liblz4-dev     unpacks payloads: lz4"
    "libprotobuf-dev  reads payloads by a .proto file"
    "libprotoc-dev  reads .proto files"
    "libqcustomplot-dev  draws plots"
    "libgraphviz-dev  lays out the picture of the session"
)

# What the tests need besides.
test_packages=(
    "python3-zmq    the real peers that the program is tested against"
    "python3-numpy  peers that send arrays"
    "python3-msgpack  peers that send MessagePack"
    "python3-cbor2  peers that send CBOR"
    "python3-bson   peers that send BSON"
    "python3-protobuf  peers that send Protobuf"
    "python3-zstandard  peers that send zstd"
    "python3-lz4    peers that send lz4"
    "protobuf-compiler  makes the peers' Protobuf classes"
    "libmsgpack-cxx-dev|libmsgpack-dev  what MessagePack decoding is measured against"
)

# What tests/fuzz/run needs besides.
fuzz_packages=(
    "clang          the compiler with libFuzzer"
    "libclang-rt-14-dev|libclang-rt-18-dev  libFuzzer and the sanitizers"
)

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# install_missing "package|alternative  reason"...
install_missing() {
    local line package alternative missing=() found
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        return 0 # not Debian or Ubuntu: what is missing is told by the build
    fi
    for line in "$@"; do
        found=
        for alternative in $(tr '|' ' ' <<<"${line%% *}"); do
            if is_installed "$alternative"; then found=yes; fi
        done
        [ -n "$found" ] || missing+=("$line")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing packages, and neither root nor sudo to install them: ${missing[*]%% *}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    {
        echo "Installing with ${as_root[*]:+sudo }apt-get, for this is missing:"
        printf '  %s\n' "${missing[@]}"
    } >&2
    "${as_root[@]}" apt-get update -q >&2
    local packages=()
    for line in "${missing[@]}"; do
        package=
        for alternative in $(tr '|' ' ' <<<"${line%% *}"); do
            if [ -z "$package" ] && apt-cache show "$alternative" >/dev/null 2>&1; then package=$alternative; fi
        done
        packages+=("${package:-${line%%[| ]*}}")
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${packages[@]}" >&2
}

# build PRESET TARGET...: configures when that was not done yet, and builds. All of it goes to
# standard error: standard output belongs to the program.
build() {
    local preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" >&2
    fi
    ninja -C "build/$preset" "$@" >&2
}
