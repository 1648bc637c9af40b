# SPDX-License-Identifier: BSL-1.0
# full_disk.sh program arguments ...: a full disk is an exit of 2 and a message.
[ -c /dev/full ] || exit 0
message=$("$@" 2>&1 > /dev/full)
code=$?
case "$message" in
  *"cannot be written"*) [ $code = 2 ] && exit 0 ;;
esac
echo "exit $code, message: $message"
exit 1
