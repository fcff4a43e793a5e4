package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.wire.Redaction;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One error of a refusal, an entry of its {@code errors} list as a rule ("API error codes"). Immutable. Texts are as Telnyx wrote
 * them: whoever logs them, logs {@link #toString}.
 *
 * @param status the HTTP status of the answer that it came with
 * @param code Telnyx's code: digits, see {@link ErrorCode}; empty if there was none
 * @param title short text of the code; empty if there was none
 * @param detail what is wrong in this case, as Telnyx wrote it: it can repeat what was sent. Null when absent
 * @param pointer JSON pointer to the offending parameter, or null
 * @param parameter name of the offending query parameter, or null
 */
public record ApiError(
        int status,
        String code,
        String title,
        @Nullable String detail,
        @Nullable String pointer,
        @Nullable String parameter) {

    /**
     * What the code means and what to do.
     *
     * @return the known code, or empty for one that this version does not know
     */
    public Optional<ErrorCode> known() {
        return ErrorCode.of(code, status);
    }

    /** Code, title and detail, masked, cut and escaped. */
    @Override
    public String toString() {
        String known = detail != null && detail.equals(title) ? "" : Redaction.shown(detail);
        String head = Stream.of(code, title)
                .filter(part -> !part.isBlank())
                .map(Redaction::shown)
                .collect(Collectors.joining(" "));
        String text = Stream.of(head, known).filter(part -> !part.isBlank()).collect(Collectors.joining(": "));
        String at = pointer != null ? pointer : parameter;
        String place = at == null ? "" : "(at " + Redaction.shown(at) + ")";
        return Stream.of(text, place).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
