package io.github.telnyxstream.callcontrol;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next try, by the rules of Telnyx's own client: what the answer asks for, else half a second
 * doubled with every try up to eight seconds, less up to a quarter at random so that clients spread out. Thread-safe.
 */
final class RetryPauses {

    /** Digits as in HTTP and JSON; what Java reads beyond that ({@code 0x1p4}, {@code 1d}) is no number here. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Clock clock;

    RetryPauses(Clock clock) {
        this.clock = clock;
    }

    Duration backoff(int failedTries) {
        long millis = FIRST.toMillis() << Math.min(failedTries - 1, 10);
        long capped = Math.min(millis, LONGEST.toMillis());
        return Duration.ofMillis(capped - ThreadLocalRandom.current().nextLong(capped / 4 + 1));
    }

    /** The pause that the answer names, or null when it names none that makes sense. */
    @Nullable
    Duration named(Headers headers, int status) {
        Duration pause = millis(headers.get("Retry-After-Ms"), 1);
        if (pause == null) {
            pause = retryAfter(headers.get("Retry-After"));
        }
        if (pause == null && status == 429) {
            pause = millis(headers.get("x-ratelimit-reset"), 1000);
        }
        return pause;
    }

    private @Nullable Duration retryAfter(@Nullable String value) {
        Duration seconds = millis(value, 1000);
        if (seconds != null || value == null) {
            return seconds;
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration pause = Duration.between(clock.instant(), until.toInstant());
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException neitherSecondsNorDate) {
            return null; // the header is optional, so a broken one counts as absent
        }
    }

    private static @Nullable Duration millis(@Nullable String value, int unitMillis) {
        if (value == null) {
            return null;
        }
        String text = value.trim();
        if (!NUMBER.matcher(text).matches()) {
            return null; // the header is optional, so a broken one counts as absent
        }
        double amount = Double.parseDouble(text) * unitMillis;
        return amount < 1e12 ? Duration.ofMillis(Math.round(amount)) : null;
    }
}
