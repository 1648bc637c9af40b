# SPDX-License-Identifier: BSL-1.0
# files.sh sla_risk error_budget: standard input, and pictures that cannot be drawn.
sla_risk=$1
error_budget=$2
file=examples/promises/web_shop.yaml
failed=0
# check what expected-code code expected-text text
check() {
  case "$5" in
    *"$4"*) [ "$2" = "$3" ] && return ;;
  esac
  echo "$1: exit $3, must be $2; must say: $4; says: $5"
  failed=1
}

text=$("$sla_risk" - < $file 2>&1)
check "standard input" 0 $? "may be down" "$text"
text=$(cat $file | "$sla_risk" /dev/stdin 2>&1)
check "a pipe as a file" 0 $? "may be down" "$text"
text=$("$sla_risk" - < /dev/null 2>&1)
check "nothing" 2 $? "standard input:1:1: the file is empty" "$text"
text=$(printf 'mttf: 3\n' | "$sla_risk" - 2>&1)
check "a place in standard input" 2 $? "standard input:1:1: mttf" "$text"
text=$("$sla_risk" . 2>&1)
check "a folder" 2 $? ".: is a directory" "$text"

text=$("$sla_risk" $file --plot /nowhere/at/all.svg 2>&1)
check "a folder that is not there" 2 $? "cannot be opened" "$text"
check "its report" 2 2 "may be down" "$text"
if [ -c /dev/full ]; then
  text=$("$sla_risk" $file --plot /dev/full 2>&1)
  check "a picture on a full disk" 2 $? "cannot be" "$text"
  check "its report" 2 2 "may be down" "$text"
fi
text=$(PATH=/nowhere "$sla_risk" $file --plot picture.svg 2>&1)
check "no gnuplot" 2 $? "gnuplot is not installed" "$text"
check "its report" 2 2 "may be down" "$text"
exit $failed
