#!/usr/bin/env bash
# Speaks the bundled prompts anew; needs espeak-ng and sox. The results are checked in, the build does not run this.
set -euo pipefail
cd "$(dirname "$0")"
out=../resources/io/github/telnyxstream/examples/audio
mkdir -p "$out"

# name, voice, words a minute, text: 8 kHz, mono, 16-bit, telephone band, a little silence at both ends
speak() {
    espeak-ng -v "$2" -s "$3" -w /tmp/telnyx-stream-prompt.wav "$4"
    sox /tmp/telnyx-stream-prompt.wav -r 8000 -c 1 -b 16 -D "$out/$1.wav" \
        silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse \
        sinc 200-3600 norm -6 pad 0.1 0.15
    rm /tmp/telnyx-stream-prompt.wav
}

speak greeting en-gb+f3 175 "Hello. Nobody can take your call now. Please leave a message after the tone."
speak thank-you en-gb+f3 165 "Thank you. Goodbye."
speak caller en-us+m3 165 "Hi, this is Robin. I found your umbrella on the train. Please call me back."
