# SPDX-License-Identifier: BSL-1.0
# progress.sh nines: a search that takes long tells how far it is, and Ctrl-C ends it with what it
# has reached.
nines=$1
errors=$(mktemp)
file=$errors.csv
# 120 nodes in a ring, each joined to three far ones: too much to compute exactly.
awk 'BEGIN {
  print "from,to"
  for (i = 0; i < 120; i++) {
    print i "," (i + 1) % 120
    for (k = 1; k <= 3; k++) print i "," (i + 17 * k + (i * i * k) % 23) % 120
  }
}' > "$file"
# A shell that is not interactive starts what is in the background deaf to Ctrl-C; env is not.
env --default-signal=INT "$nines" network $file --from 0 --to 20 --link 80% --work 1e10 \
  --width 1e-9 --progress > "$errors.out" 2> "$errors" &
pid=$!
waited=0
while ! grep -q "network: " "$errors"; do
  sleep 0.2
  waited=$((waited + 1))
  if [ $waited -gt 300 ]; then break; fi
done
kill -INT $pid
wait $pid
code=$?
failed=0
if [ $code != 0 ] || ! grep -q "available, at least" "$errors.out"; then
  echo "exit $code; prints:"
  cat "$errors.out"
  failed=1
fi
if ! grep -q "network: " "$errors"; then
  echo "tells no progress:"
  cat "$errors"
  failed=1
fi
rm -f "$errors" "$errors.out" "$file"
exit $failed
