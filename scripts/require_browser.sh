#!/bin/sh
# The browser tests need Chromium and a font with Korean and Chinese characters.
# As root on Debian this installs what is missing; elsewhere playwright installs a Chromium of its
# own (macOS and Windows bring the fonts), or it says what to install.
#     sh scripts/require_browser.sh [PYTHON]
set -eu
python=${1:-python3}

missing=
"$python" "$(dirname "$0")/browsers.py" || missing="$missing chromium"
case $(uname -s) in
Linux)
    fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing="$missing fonts-noto-cjk"
    ;;
*)
    [ -z "$missing" ] || "$python" -m playwright install chromium
    exit 0
    ;;
esac
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fontconfig >/dev/null
else
    echo "The browser tests need:$missing" >&2
    echo "On Debian or Ubuntu: sudo apt-get install$missing" >&2
    exit 1
fi
