package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time for twenty minutes of audio, ours and that of the programs everybody has: ffmpeg for G.722, sox for
 * resampling. The programs' start is measured with 20 ms of audio and taken off.
 */
final class CpuTimes {
    private static final int SECONDS = 1200;
    private static final int RUNS = 3;
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.,]+)s");

    private final Path folder;

    private CpuTimes(Path folder) {
        this.folder = folder;
    }

    static Map<String, Results.CpuTime> measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cpu-times");
        try {
            return new CpuTimes(folder).all();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private Map<String, Results.CpuTime> all() throws IOException, InterruptedException {
        Map<String, Results.CpuTime> times = new LinkedHashMap<>();
        short[] wide = audio(16000);
        AudioCodec g722 = AudioCodec.of(MediaFormat.G722);
        byte[] encoded = new byte[wide.length / 2];
        short[] decoded = new short[wide.length];
        double encoding = ours(() -> {
            for (int i = 0; i < encoded.length; i += 160) {
                g722.encode(wide, 2 * i, 320, encoded, i);
            }
        });
        times.put("G.722 encode", ffmpeg(encoding, bytes(wide), 640, "-f s16le -ar 16000 -i IN -c:a g722 -f g722"));
        double decoding = ours(() -> {
            for (int i = 0; i < encoded.length; i += 160) {
                g722.decode(encoded, i, 160, decoded, 2 * i);
            }
        });
        times.put("G.722 decode", ffmpeg(decoding, encoded, 160, "-f g722 -i IN -f s16le"));
        for (int[] rates : new int[][] {{8000, 16000}, {8000, 24000}, {24000, 8000}}) {
            times.put(
                    "resample " + rates[0] / 1000 + " to " + rates[1] / 1000 + " kHz", resampling(rates[0], rates[1]));
        }
        return times;
    }

    private Results.CpuTime resampling(int fromHz, int toHz) throws IOException, InterruptedException {
        short[] audio = audio(fromHz);
        int frame = fromHz / 50;
        Resampler resampler = Resampler.of(fromHz, toHz);
        short[] out = new short[resampler.maxOutputSamples(frame)];
        double ours = ours(() -> {
            for (int i = 0; i < audio.length; i += frame) {
                resampler.process(audio, i, frame, out, 0);
            }
        });
        String format = " -t raw -e signed -b 16 -c 1 -L ";
        String command = "sox -D -r " + fromHz + format + "IN" + format + "/dev/null rate -v " + toHz;
        return new Results.CpuTime("sox (rate -v)", ours, program(command, bytes(audio), 2 * frame));
    }

    private Results.CpuTime ffmpeg(double ours, byte[] input, int frameBytes, String conversion)
            throws IOException, InterruptedException {
        String command = "ffmpeg -nostdin -y " + conversion + " /dev/null";
        return new Results.CpuTime("ffmpeg", ours, program(command, input, frameBytes));
    }

    /** Harmonics that rise and fall in loudness, with a little noise: every part of a codec has something to do. */
    private static short[] audio(int rateHz) {
        short[] audio = new short[rateHz * SECONDS];
        Random random = new Random(5);
        double phase = 0;
        for (int i = 0; i < audio.length; i++) {
            double time = (double) i / rateHz;
            phase += 2 * Math.PI * (140 + 40 * Math.sin(3 * time)) / rateHz;
            double loudness = 6000 * (1 + Math.sin(9 * time));
            audio[i] = (short) (loudness * (Math.sin(phase) + Math.sin(5 * phase) / 2) + 100 * random.nextGaussian());
        }
        return audio;
    }

    private static byte[] bytes(short[] pcm) {
        byte[] bytes = new byte[2 * pcm.length];
        AudioCodec.of(MediaFormat.l16(8000)).encode(pcm, 0, pcm.length, bytes, 0);
        return bytes;
    }

    /** Median over some runs, after one that lets the compiler finish. */
    private static double ours(Runnable task) {
        task.run();
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            task.run();
            seconds.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9);
        }
        return median(seconds);
    }

    private double program(String command, byte[] input, int frameBytes) throws IOException, InterruptedException {
        Path whole = Files.write(folder.resolve("whole"), input);
        Path frame = Files.write(folder.resolve("frame"), Arrays.copyOf(input, frameBytes));
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            double start = run(command.replace("IN", frame.toString()));
            double all = run(command.replace("IN", whole.toString()));
            if (all < 0) {
                return -1;
            }
            seconds.add(all - start);
        }
        return median(seconds);
    }

    /** Processor seconds of a command, from the shell that waited for it; -1 if it could not be run. */
    private double run(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("times");
        Process shell = new ProcessBuilder("sh", "-c", command + " >/dev/null 2>&1 || exit 1; times")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (shell.waitFor() != 0) {
            return -1;
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        Matcher times = TIME.matcher(lines.get(lines.size() - 1)); // first the shell's own, then its children's
        double seconds = 0;
        while (times.find()) {
            seconds += 60 * Integer.parseInt(times.group(1))
                    + Double.parseDouble(times.group(2).replace(',', '.'));
        }
        return seconds;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return Math.round(values.get(values.size() / 2) * 1000) / 1000.0;
    }
}
