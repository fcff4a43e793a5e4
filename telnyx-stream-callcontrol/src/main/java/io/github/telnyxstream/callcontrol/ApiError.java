package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.wire.Redaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the {@code errors} list in a refusal ("API error codes"). Immutable.
 *
 * @param code Telnyx's code: digits, see {@link ErrorCode}; empty if there was none
 * @param title short text of the code; empty if there was none
 * @param detail what is wrong in this case, as Telnyx wrote it: it can repeat what was sent. Null when absent
 * @param pointer JSON pointer to the offending parameter, or null
 * @param parameter name of the offending query parameter, or null
 */
public record ApiError(
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
        return ErrorCode.of(code);
    }

    /** Code, title and masked detail. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code).append(' ').append(Redaction.mask(title));
        if (detail != null && !detail.equals(title)) {
            text.append(": ").append(Redaction.mask(detail));
        }
        if (pointer != null || parameter != null) {
            text.append(" (at ").append(pointer != null ? pointer : parameter).append(')');
        }
        return text.toString();
    }
}
