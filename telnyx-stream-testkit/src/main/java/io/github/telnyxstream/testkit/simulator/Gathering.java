package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Keys that are being collected for a gather command, in any of its three forms (reference pages "Gather", "Gather using
 * speak", "Gather using audio"). On the ticker's thread.
 */
final class Gathering {
    private static final int MOST_DIGITS = 128;

    private final Exchange exchange;
    private final CallLeg leg;
    private final int minimum;
    private final int maximum;
    /** How long to wait for the first key once the prompt is over. */
    private final long firstMillis;
    /** How long all of it may take, or 0 where every prompt begins the time anew. */
    private final long wholeMillis;

    private final long betweenMillis;
    private final String terminating;
    private final String valid;
    /** Plays the prompt, the first time, after wrong keys or after none; runs the rest when it is over. */
    private final Prompt prompt;

    private final StringBuilder digits = new StringBuilder();
    private int triesLeft;
    private int waiting;
    private boolean over;

    /** Asks the caller for keys. */
    interface Prompt {
        /** Plays it; {@code then} when it has ended, however. */
        void play(boolean afterWrongKeys, Runnable then);

        /** Nothing is played. */
        static Prompt none() {
            return (afterWrongKeys, then) -> then.run();
        }
    }

    /** Without a prompt: the first key has a time-out of its own, and {@code timeout_millis} is for the whole. */
    static Gathering plain(Exchange exchange, CallLeg leg, ObjectNode body) {
        int first = number(body, "initial_timeout_millis", 5000, 1, 120_000);
        return new Gathering(exchange, leg, body, Prompt.none(), 1, first, timeout(body));
    }

    /** With a prompt, which is played again after wrong keys or none: {@code timeout_millis} begins when it is over. */
    static Gathering prompted(Exchange exchange, CallLeg leg, ObjectNode body, Prompt prompt, int tries) {
        return new Gathering(exchange, leg, body, prompt, tries, timeout(body), 0);
    }

    private Gathering(
            Exchange exchange,
            CallLeg leg,
            ObjectNode body,
            Prompt prompt,
            int tries,
            long firstMillis,
            long wholeMillis) {
        this.exchange = exchange;
        this.leg = leg;
        this.prompt = prompt;
        minimum = number(body, "minimum_digits", 1, 1, MOST_DIGITS);
        maximum = number(body, "maximum_digits", MOST_DIGITS, 1, MOST_DIGITS);
        this.firstMillis = firstMillis;
        this.wholeMillis = wholeMillis;
        betweenMillis = number(body, "inter_digit_timeout_millis", 5000, 1, Integer.MAX_VALUE);
        terminating = body.path("terminating_digit").asText("#");
        valid = body.path("valid_digits").asText("0123456789#*");
        triesLeft = tries;
    }

    private static long timeout(ObjectNode body) {
        return number(body, "timeout_millis", 60_000, 1, Integer.MAX_VALUE);
    }

    static int number(ObjectNode body, String field, int fallback, int least, int most) {
        int value = body.path(field).asInt(fallback);
        if (value < least || value > most) {
            throw Refusal.field(10033, "Value out of range", field + " must be " + least + " to " + most, field);
        }
        return value;
    }

    void begin() {
        ask(false);
        if (wholeMillis > 0) {
            after(wholeMillis, this::timeUp);
        }
    }

    private void ask(boolean again) {
        triesLeft--;
        digits.setLength(0);
        int mine = ++waiting;
        prompt.play(again, () -> {
            if (mine == waiting) {
                endAfter(firstMillis);
            }
        });
    }

    private void endAfter(long millis) {
        int mine = ++waiting;
        after(millis, () -> {
            if (mine == waiting) {
                timeUp();
            }
        });
    }

    private void after(long millis, Runnable task) {
        exchange.ticker().at(exchange.ticker().nanoTime() + millis * 1_000_000, () -> {
            if (!over) {
                task.run();
            }
        });
    }

    private void timeUp() {
        if (digits.length() >= minimum) {
            end("valid");
        } else if (digits.length() > 0) {
            wrong();
        } else if (triesLeft > 0) {
            // "the maximum number of times that a file should be played back if there is no input"
            ask(false);
        } else {
            end("timeout");
        }
    }

    /** A key was pressed. */
    void press(char digit) {
        if (over) {
            return;
        }
        leg.stopPrompt();
        if (terminating.indexOf(digit) >= 0) {
            if (digits.length() >= minimum) {
                end("valid");
            } else {
                wrong();
            }
            return;
        }
        if (valid.indexOf(digit) < 0) {
            wrong();
            return;
        }
        digits.append(digit);
        if (digits.length() >= maximum) {
            end("valid");
        } else {
            endAfter(betweenMillis);
        }
    }

    private void wrong() {
        if (triesLeft > 0) {
            ask(true);
        } else {
            end("invalid");
        }
    }

    /** Ends it and tells so. */
    void end(String status) {
        if (over) {
            return;
        }
        over = true;
        waiting++;
        leg.stopPrompt();
        leg.gatherer().over(this);
        Consumer<ObjectNode> filler = payload ->
                leg.webhooks().parties(payload).put("digits", digits.toString()).put("status", status);
        leg.webhooks().send(EventType.CALL_GATHER_ENDED, filler);
    }
}
