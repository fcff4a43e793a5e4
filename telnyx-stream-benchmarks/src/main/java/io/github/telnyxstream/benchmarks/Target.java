package io.github.telnyxstream.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A ratio that is aimed at, of two rows of the same run.
 *
 * @param text what is compared
 * @param row measured row
 * @param base what it is divided by
 * @param bound the ratio aimed at
 * @param isUpper whether the bound is the most, not the least
 */
record Target(String text, String row, String base, double bound, boolean isUpper) {

    /** Of codecs. */
    static final List<Target> ALL = List.of(
            atMost(
                    "decode PCMU : copy of 320 bytes",
                    "DecodeBenchmark.pcmu",
                    "DecodeBenchmark.limitCopyOf320Bytes",
                    11),
            atMost(
                    "decode PCMA : copy of 320 bytes",
                    "DecodeBenchmark.pcma",
                    "DecodeBenchmark.limitCopyOf320Bytes",
                    11),
            atLeast("FMJ : decode PCMU", "DecodeBenchmark.fmjPcmu", "DecodeBenchmark.pcmu", 1.6),
            atLeast(
                    "Java Sound kept open : decode PCMU",
                    "DecodeBenchmark.javaSoundKeptOpenPcmu",
                    "DecodeBenchmark.pcmu",
                    2),
            atLeast(
                    "Java Sound per frame : decode PCMU",
                    "DecodeBenchmark.javaSoundPerFramePcmu",
                    "DecodeBenchmark.pcmu",
                    80),
            atLeast("FMJ : decode PCMA", "DecodeBenchmark.fmjPcma", "DecodeBenchmark.pcma", 1.6),
            atLeast(
                    "Java Sound kept open : decode PCMA",
                    "DecodeBenchmark.javaSoundKeptOpenPcma",
                    "DecodeBenchmark.pcma",
                    2),
            atLeast(
                    "Java Sound per frame : decode PCMA",
                    "DecodeBenchmark.javaSoundPerFramePcma",
                    "DecodeBenchmark.pcma",
                    80),
            atMost("encode PCMU : narrowing cast", "EncodeBenchmark.pcmu", "EncodeBenchmark.limitNarrowingCast", 1.7),
            atLeast("textbook search : encode PCMU", "EncodeBenchmark.textbookPcmu", "EncodeBenchmark.pcmu", 4),
            atLeast(
                    "Java Sound per frame : encode PCMU",
                    "EncodeBenchmark.javaSoundPerFramePcmu",
                    "EncodeBenchmark.pcmu",
                    80),
            atMost("encode PCMA : narrowing cast", "EncodeBenchmark.pcma", "EncodeBenchmark.limitNarrowingCast", 1.7),
            atLeast("textbook search : encode PCMA", "EncodeBenchmark.textbookPcma", "EncodeBenchmark.pcma", 4),
            atLeast(
                    "Java Sound per frame : encode PCMA",
                    "EncodeBenchmark.javaSoundPerFramePcma",
                    "EncodeBenchmark.pcma",
                    80),
            atMost("µ-law to A-law : decode PCMU", "CodecBenchmark.muLawToALaw", "DecodeBenchmark.pcmu", 1.2),
            atMost("A-law to µ-law : decode PCMA", "CodecBenchmark.aLawToMuLaw", "DecodeBenchmark.pcma", 1.2));

    private static final String LIMIT_IN = "InboundBenchmark.limitBase64AndTable";
    private static final String LIMIT_OUT = "WriteBenchmark.limitEncodeAndBase64";
    private static final String BORROWED = "InboundBenchmark.bytesBorrowed";

    /** Of messages, which are measured with the engine. */
    static final List<Target> MESSAGES = List.of(
            atMost("read a message, bytes, borrowed : base64 and table", BORROWED, LIMIT_IN, 2),
            atMost("read a message, bytes, to keep : base64 and table", "InboundBenchmark.bytesToKeep", LIMIT_IN, 2),
            atMost("read a message, string : base64 and table", "InboundBenchmark.string", LIMIT_IN, 2.5),
            atMost(
                    "read a message of any shape : Jackson streaming by hand",
                    "InboundBenchmark.anyShape",
                    "InboundBenchmark.jacksonByHand",
                    1.1),
            atLeast("Jackson streaming by hand : read a message", "InboundBenchmark.jacksonByHand", BORROWED, 3.5),
            atLeast("Jackson tree : read a message", "InboundBenchmark.jacksonTree", BORROWED, 3.5),
            atLeast("Jackson records : read a message", "InboundBenchmark.jacksonRecords", BORROWED, 3.5),
            atLeast("fastjson2 : read a string", "InboundBenchmark.fastjson2", "InboundBenchmark.string", 1.6),
            atMost("write a message as bytes : encode and base64", "WriteBenchmark.bytes", LIMIT_OUT, 1.3),
            atMost("write a message as a string : encode and base64", "WriteBenchmark.string", LIMIT_OUT, 1.5));

    /** Of processor times: ours to the program's. */
    static final double CPU_BOUND = 2;

    private static Target atMost(String text, String row, String base, double bound) {
        return new Target(text, row, base, bound, true);
    }

    private static Target atLeast(String text, String row, String base, double bound) {
        return new Target(text, row, base, bound, false);
    }

    double ratio(Map<String, Results.Row> rows) {
        return nanos(rows, row) / nanos(rows, base);
    }

    private static double nanos(Map<String, Results.Row> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name).nanos();
    }

    boolean isMet(double ratio) {
        return isUpper ? ratio <= bound : ratio >= bound;
    }

    String aim() {
        return (isUpper ? "at most " : "at least ") + PerformancePage.number(bound) + " ×";
    }
}
