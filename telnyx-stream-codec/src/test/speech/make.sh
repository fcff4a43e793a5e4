#!/bin/sh
# Makes src/test/resources/speech/words-*.wav: short answers, each followed by 0.7 s of silence, at 8 kHz in µ-law.
# Needs flite (its voices are cut from the free recordings of CMU ARCTIC), espeak-ng and sox; the build does not.
set -eu
cd "$(dirname "$0")/../resources/speech"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

words() { # name command
    n=0
    for word in "Yes." "No." "Stop!" "Hello?" "Wait." "Okay." "Excuse me." "One moment."; do
        n=$((n + 1))
        eval "$2"
        sox "$work/raw.wav" -r 8000 -c 1 -b 16 "$work/$n.wav" sinc 250-3450 \
            silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse gain -n -12 pad 0 0.7
    done
    sox "$work/1.wav" "$work/2.wav" "$work/3.wav" "$work/4.wav" "$work/5.wav" "$work/6.wav" "$work/7.wav" "$work/8.wav" \
        -e u-law "words-$1.wav"
}

words man 'flite -voice rms -t "$word" -o "$work/raw.wav"'
words woman 'flite -voice slt -t "$word" -o "$work/raw.wav"'
words scot 'flite -voice awb -t "$word" -o "$work/raw.wav"'
words robot 'espeak-ng -v en-us+f3 -s 160 -w "$work/raw.wav" "$word"'
