#!/bin/sh
# Makes .venv and installs requirements/GROUP.txt and the project into it:  sh tools/bootstrap.sh run|test|lab|jobs
#
# With uv when it is on PATH, else with pip. $PYTHON names the interpreter to build on (default python3).
# .venv/.stamp-GROUP is touched last: while it is newer than the lock, make does not call this.
# .venv-setup exists while this works and holds its process number: a second call waits for it, and one that finds it
# left behind by a call that was killed makes .venv afresh, because nobody knows how far that one came.
set -eu

group=${1:-run}
PYTHON=${PYTHON:-python3}
cd "$(dirname "$0")/.."
lock=requirements/$group.txt
python=.venv/bin/python
busy=.venv-setup

main() {
    case $group in
        run | test | lab | jobs) ;;
        *) stop "there is no group $group; use run, test, lab or jobs" ;;
    esac
    [ -f "$lock" ] || stop "$lock is missing; get it back with: git checkout -- requirements"
    [ -w . ] || stop "cannot write in $PWD, where .venv belongs"
    say_why_not_conda
    check_python
    take_turn
    if up_to_date; then # another call has just done it
        return
    fi
    rm -f ".venv/.stamp-$group"
    if ! { command -v uv >/dev/null 2>&1 && with_uv; }; then
        with_pip
    fi
    compile_packages
    stamp
    say "The $group environment is ready in .venv"
}

with_uv() {
    trust_what_pip_trusts
    say "$(doing) with uv ($(uv --version | cut -d ' ' -f 2)); about $(if_lab 15 20) seconds"
    if { usable || { rm -rf .venv && condensed uv venv --python "$PYTHON" .venv; }; } &&
        condensed uv pip install --python "$python" --require-hashes --no-deps -r "$lock" &&
        condensed uv pip install --quiet --python "$python" --no-deps --no-build-isolation -e .; then
        return 0
    fi
    note "uv did not manage: $(last_words)"
    note "going on with pip"
    return 1
}

with_pip() {
    check_venv_module
    say "$(doing) with pip; about $(if_lab 'three quarters of a minute' 'a minute')"
    if ! usable; then
        rm -rf .venv
        condensed "$PYTHON" -m venv .venv || explain
    fi
    # uv makes a .venv without pip.
    "$python" -m pip --version >/dev/null 2>&1 || condensed "$python" -m ensurepip || explain
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_PROGRESS_BAR=off
    condensed "$python" -m pip install --require-hashes --no-deps --no-compile -r "$lock" || explain
    condensed "$python" -m pip install --no-deps --no-build-isolation -e . || explain
}

# Without bytecode every run would compile again what it imports. uv writes none unless asked, and pip compiles one file
# after the other; both would include the packages' own tests, a third of all files. This is on all cores, without those.
compile_packages() {
    note "compiling"
    "$python" -m compileall -qq -j 0 -x '/tests?/' .venv/lib >/dev/null 2>&1 || true
}

stamp() {
    touch ".venv/.stamp-$group"
    # test and lab hold everything that run does, at the same versions.
    [ "$group" = run ] || touch .venv/.stamp-run
}

up_to_date() {
    usable && [ -f ".venv/.stamp-$group" ] &&
        [ -z "$(find "$lock" pyproject.toml tools/bootstrap.sh -newer ".venv/.stamp-$group")" ]
}

usable() {
    [ -x "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# What must hold before anything is made

check_python() {
    command -v "$PYTHON" >/dev/null 2>&1 ||
        stop "$PYTHON was not found; install Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv)"
    version=$("$PYTHON" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) ||
        stop "$PYTHON does not run; name another interpreter with make ... PYTHON=/path/to/python3.12"
    case $version in
        [0-2].* | 3.[0-9].* | 3.10.*)
            stop "Python 3.11 or newer is needed, and $PYTHON is Python $version; $(newer_python)"
            ;;
    esac
}

newer_python() {
    for newer in python3.14 python3.13 python3.12 python3.11; do
        if command -v "$newer" >/dev/null 2>&1 && "$newer" -c '' >/dev/null 2>&1; then
            echo "try make ... PYTHON=$newer"
            return
        fi
    done
    echo "install a newer one and name it with make ... PYTHON=/path/to/python3.12"
}

check_venv_module() {
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "$PYTHON (Python $version) lacks the venv module, which makes .venv;" \
            "install it (Debian, Ubuntu: apt install python3-venv, or python${version%.*}-venv) and try again"
}

say_why_not_conda() {
    [ -x "${CONDA_PREFIX:-}/bin/python" ] || return 0
    lacks=$("$CONDA_PREFIX/bin/python" tools/environment.py "$group" 2>/dev/null) && return 0
    say "The active conda environment is not used, because it lacks:"
    printf '%s\n' "${lacks:-a Python that runs}" | sed 's/^/    /' | head -n 5
    note "(conda env update --file environment.yml would add what is missing; going on with .venv)"
}

# uv does not read pip's settings: without this it would refuse an index behind a company's certificate.
trust_what_pip_trusts() {
    [ -z "${SSL_CERT_FILE:-}" ] || return 0
    certificate=${PIP_CERT:-$("$PYTHON" -m pip config get global.cert 2>/dev/null || true)}
    if [ -f "$certificate" ]; then
        SSL_CERT_FILE=$certificate
        export SSL_CERT_FILE
    fi
}

take_turn() {
    seconds=0
    until (set -C && echo "$$" >"$busy") 2>/dev/null; do
        other=$(cat "$busy" 2>/dev/null || true)
        if [ -n "$other" ] && ! kill -0 "$other" 2>/dev/null; then
            say "The last setup was stopped half-way; making .venv afresh"
            rm -rf .venv "$busy"
            continue
        fi
        [ "$seconds" -ne 0 ] || say "Another make is setting up .venv (process ${other:-?}); waiting for it"
        [ "$seconds" -lt 900 ] || stop "process $other has held .venv for 15 minutes; if it does something else, remove $busy"
        sleep 1
        seconds=$((seconds + 1))
    done
    log=$(mktemp)
    failed=$log.failed
    trap 'rm -f "$busy" "$log" "$failed"' EXIT
    # The mark stays, so that the next call knows.
    trap 'trap - EXIT; rm -f "$log" "$failed"; echo "tenor: stopped; the next make sets .venv up afresh" >&2; exit 130' INT TERM HUP
}

# What is said

say() { printf '==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
stop() {
    printf 'tenor: %s\n' "$*" >&2
    exit 1
}
doing() { if usable; then echo "Bringing .venv up to date ($group)"; else echo "Making .venv ($group, Python $version)"; fi; }
if_lab() { if [ "$group" = run ]; then echo "$1"; else echo "$2"; fi; }

# Runs a command with a few words of progress instead of its hundreds of lines, which are kept in $log.
condensed() {
    rm -f "$failed"
    { "$@" 2>&1 || echo "$?" >"$failed"; } | progress
    [ ! -e "$failed" ]
}

progress() {
    : >"$log"
    packages=$(grep -c '^[^# ;]*==[^;]*$' "$lock")
    seen=0
    retried=
    while IFS= read -r line; do
        case $line in "Ignoring "*) continue ;; esac # what the lock holds for other platforms
        printf '%s\n' "$line" >>"$log"
        case $line in
            "Collecting "* | "Requirement already satisfied: "*)
                seen=$((seen + 1))
                [ $((seen % 20)) -ne 0 ] || note "$seen of about $packages packages"
                ;;
            "Installing collected packages: "*,*) note "unpacking" ;;
            "WARNING: Retrying "*)
                [ -n "$retried" ] || note "no answer from the package index; trying again"
                retried=yes
                ;;
            "Resolved "* | "Prepared "* | "Installed "* | "Bytecode compiled "*) note "$line" ;;
        esac
    done
}

last_words() { grep -v '^[[:space:]]*$' "$log" | tail -n 1 | sed 's/^[[:space:]]*//'; }

# Ends with the likeliest reason for what $log holds; the .venv so far stays, and the next call goes on from there.
explain() {
    tail -n 5 "$log" | sed 's/^/    /' >&2
    if grep -qi 'No space left\|Disk quota exceeded' "$log"; then
        stop "the disk is full; .venv needs about 1 GB in $PWD"
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        stop "a package is not the one that $lock pins by its hash; is there a proxy or mirror that alters packages?"
    elif grep -q 'Retrying \|ConnectionError\|SSLError\|ProxyError\|[Tt]imed out\|name resolution\|from versions: none' "$log"; then
        stop "the package index cannot be reached; check the network, the proxy (HTTPS_PROXY), pip's settings" \
            "(pip config list) and, behind a company's certificate, PIP_CERT; then try again"
    elif grep -q 'No matching distribution' "$log"; then
        stop "the package index has no package that fits $lock; is Python $version on this machine one that it serves?"
    fi
    stop "setting up .venv failed; what was said last is above"
}

main
