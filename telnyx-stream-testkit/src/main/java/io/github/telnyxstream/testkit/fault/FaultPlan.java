package io.github.telnyxstream.testkit.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * Faults of all kinds at once, read from their names. The same text and seed give the same run. Immutable.
 *
 * @param line what goes wrong on the media stream
 * @param delivery how webhooks are delivered
 * @param rest what happens to the first commands, in order
 * @param isForged whether strangers send webhooks too
 * @param isNoisy whether the line has loud comfort noise
 */
public record FaultPlan(
        LineFaults line, WebhookDelivery delivery, List<RestFault> rest, boolean isForged, boolean isNoisy) {
    private static final int FRAME_MILLIS = 20;
    private static final int FRAMES_PER_SECOND = 50;

    /** Nothing goes wrong. */
    public static final FaultPlan NONE =
            new FaultPlan(LineFaults.NONE, WebhookDelivery.inOrder(), List.of(), false, false);

    /** Copies the list. */
    public FaultPlan {
        rest = List.copyOf(rest);
    }

    /**
     * Reads names.
     *
     * @param text words of {@link NamedFault}, separated by commas, for example {@code late,lost=2%}; may be empty
     * @param seed of all draws
     * @return the plan
     * @throws IllegalArgumentException if a name or figure cannot be understood, with a message that says which there are
     */
    public static FaultPlan parse(String text, long seed) {
        Reading reading = new Reading(LineFaults.builder().seed(seed));
        for (String word : text.split(",", -1)) {
            if (!word.isBlank()) {
                String[] parts = word.trim().split("=", 2);
                NamedFault fault = NamedFault.ofWord(parts[0]);
                reading.add(fault, fault.figure(parts.length == 1 ? "" : parts[1]));
            }
        }
        return reading.plan();
    }

    private static final class Reading {
        private final LineFaults.Builder line;
        private final List<RestFault> rest = new ArrayList<>();
        private WebhookDelivery delivery = WebhookDelivery.inOrder();
        private boolean isForged;
        private boolean isNoisy;

        Reading(LineFaults.Builder line) {
            this.line = line;
        }

        FaultPlan plan() {
            return new FaultPlan(line.build(), delivery, rest, isForged, isNoisy);
        }

        void add(NamedFault fault, double figure) {
            if (!isLineFault(fault, figure) && !isQuirk(fault)) {
                addElsewhere(fault, figure);
            }
        }

        private boolean isLineFault(NamedFault fault, double figure) {
            int frames = (int) Math.max(1, figure / FRAME_MILLIS);
            switch (fault) {
                case LATE -> line.late(frames);
                case LOST -> line.dropOneIn(figure);
                case REORDERED -> line.reorderWithin(frames);
                case DUPLICATED -> line.duplicateOneIn(figure);
                case STALL -> line.stallAfter(frames);
                case HALF_OPEN -> line.stallAfter(frames).with(Quirk.HALF_OPEN);
                case RESET -> line.breakAfter(frames);
                case RECONNECT -> line.breakAfter(frames).with(Quirk.RECONNECT);
                case TWO_STARTS -> line.secondStartAfter(FRAMES_PER_SECOND);
                case NO_STOP -> line.ending(LineFaults.Ending.CLOSE_WITHOUT_STOP);
                case BREAK_AT_END -> line.ending(LineFaults.Ending.BREAK);
                case MEDIA_BEFORE_START -> line.mediaBeforeStart(3);
                case MEDIA_AFTER_STOP -> line.mediaAfterStop(3);
                case UNKNOWN_EVENTS -> line.unknownEventOneIn(figure);
                case GARBAGE -> line.malformedJsonOneIn(figure);
                case BAD_BASE64 -> line.badBase64OneIn(figure);
                case FOREIGN_MEDIA -> line.foreignMediaOneIn(figure);
                case PINGS -> line.pingEvery(frames);
                case CLOSE_LATE -> line.closeAfterStop(frames);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean isQuirk(NamedFault fault) {
            switch (fault) {
                case NO_START -> line.with(Quirk.NO_START);
                case UNKNOWN_FIELDS -> line.with(Quirk.UNKNOWN_FIELDS);
                case NUMBERS -> line.with(Quirk.NUMBERS_THE_OTHER_WAY);
                case SAMPLE_TIMESTAMPS -> line.with(Quirk.TIMESTAMP_IN_SAMPLES);
                case SHORT_FRAMES -> line.with(Quirk.SHORT_FRAMES);
                case OBJECT_PARAMETERS -> line.with(Quirk.PARAMETERS_AS_OBJECT);
                case MARKS_NEVER -> line.with(Quirk.MARKS_NEVER);
                case MARKS_TWICE -> line.with(Quirk.MARKS_TWICE);
                case SLOW_READER -> line.with(Quirk.SLOW_READER);
                case OWN_VOICE -> line.with(Quirk.OWN_VOICE);
                case LOOP -> line.with(Quirk.LOOP);
                case SDK_TRACK -> line.with(Quirk.TRACK_AS_IN_SDK);
                case SECOND_STREAM -> line.with(Quirk.SECOND_STREAM);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void addElsewhere(NamedFault fault, double figure) {
            switch (fault) {
                case NOISE -> isNoisy = true;
                case WEBHOOKS_TWICE -> delivery = delivery.withCopies(2);
                case WEBHOOKS_SWAPPED -> delivery = delivery.outOfOrder();
                case WEBHOOKS_LATE -> delivery = delivery.delayed(java.time.Duration.ofMillis((long) figure));
                case WEBHOOKS_FORGED -> isForged = true;
                case REST_429 -> rest.add(RestFault.tooManyRequests(1));
                case REST_500 -> rest.add(RestFault.status(500));
                case REST_HTML -> rest.add(RestFault.html(502));
                case REST_TIMEOUT -> rest.add(RestFault.hang());
                case REST_LOST_ANSWER -> rest.add(RestFault.loseAnswer());
                default -> throw new IllegalStateException(fault + " is not carried out");
            }
        }
    }
}
