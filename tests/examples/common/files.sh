# SPDX-License-Identifier: BSL-1.0
# files.sh nines: standard input, and pictures that cannot be drawn.
nines=$1
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

text=$("$nines" sla - < $file 2>&1)
check "standard input" 0 $? "may be down" "$text"
text=$(cat $file | "$nines" sla /dev/stdin 2>&1)
check "a pipe as a file" 0 $? "may be down" "$text"
text=$("$nines" sla - < /dev/null 2>&1)
check "nothing" 2 $? "standard input:1:1: the file is empty" "$text"
text=$(printf 'mttf: 3\n' | "$nines" sla - 2>&1)
check "a place in standard input" 2 $? "standard input:1:1: mttf" "$text"
text=$("$nines" sla . 2>&1)
check "a folder" 2 $? ".: is a directory" "$text"

text=$("$nines" sla $file --plot /nowhere/at/all.svg 2>&1)
check "a folder that is not there" 2 $? "cannot be opened" "$text"
check "its report" 2 2 "may be down" "$text"
if [ -c /dev/full ]; then
  text=$("$nines" sla $file --plot /dev/full 2>&1)
  check "a picture on a full disk" 2 $? "cannot be" "$text"
  check "its report" 2 2 "may be down" "$text"
fi
text=$(PATH=/nowhere "$nines" sla $file --plot picture.svg 2>&1)
check "no gnuplot" 0 $? "gnuplot is not installed" "$text"
check "its report" 0 0 "may be down" "$text"
grep -q "</svg>" picture.svg || check "its picture, drawn without" 0 1 "" ""
rm -f picture.svg
for question in "dr examples/recovery_plans/web_shop_strategies.yaml" \
  "recovery examples/recovery_plans/database_failover.yaml" \
  "markov examples/models/primary_standby.yaml" \
  "rollout examples/rollouts/bank_1000_rps.yaml" \
  "strategies examples/rollouts/web_service.yaml" \
  "availability examples/architectures/multi_zone.yaml"; do
  text=$(PATH=/nowhere "$nines" $question --plot picture.svg 2>&1)
  check "$question without gnuplot" 0 $? "gnuplot is not installed" "$text"
  grep -q "</svg>" picture.svg || check "$question: its picture" 0 1 "" ""
  rm -f picture.svg
  text=$("$nines" $question --plot /nowhere/at/all.svg 2>&1)
  check "$question into no folder" 2 $? "cannot be opened" "$text"
done
exit $failed
