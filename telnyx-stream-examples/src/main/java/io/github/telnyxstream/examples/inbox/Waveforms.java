package io.github.telnyxstream.examples.inbox;

import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Pictures of how loud a message is over its time, drawn once for each. Thread-safe. */
final class Waveforms {
    static final int BARS = 120;
    private static final int MOST_KEPT = 1000;

    private final Map<String, String> drawn = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** An SVG path in a box of {@link #BARS} by 100, mirrored at its middle; of the name's file, which never changes. */
    String path(String name, Path wav) throws IOException {
        synchronized (drawn) {
            String known = drawn.get(name);
            if (known != null) {
                return known;
            }
        }
        String path = draw(peaks(wav));
        synchronized (drawn) {
            drawn.put(name, path);
        }
        return path;
    }

    static int[] peaks(Path wav) throws IOException {
        int[] peaks = new int[BARS];
        try (WavReader reader = WavReader.open(wav)) {
            long frames = Math.max(1, reader.lengthFrames());
            short[] pcm = new short[8000];
            long done = 0;
            for (int count = reader.readMono(pcm, 0, pcm.length);
                    count > 0;
                    count = reader.readMono(pcm, 0, pcm.length)) {
                for (int i = 0; i < count; i++) {
                    int bar = (int) Math.min(BARS - 1, (done + i) * BARS / frames);
                    peaks[bar] = Math.max(peaks[bar], Math.abs(pcm[i]));
                }
                done += count;
            }
        }
        return peaks;
    }

    private static String draw(int[] peaks) {
        StringBuilder path = new StringBuilder();
        for (int bar = 0; bar < peaks.length; bar++) {
            double half = Math.max(1, 50.0 * peaks[bar] / 32768);
            path.append(String.format(Locale.ROOT, "M%d.5 %.1fV%.1f", bar, 50 - half, 50 + half));
        }
        return path.toString();
    }
}
