package io.github.telnyxstream.stream;

/**
 * An expected stream has not come. The message is that of the finding. What {@link StreamAcceptor#expect} fails with; never
 * thrown.
 */
public final class StreamMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;
    private final String callControlId;

    StreamMissingException(String callControlId, Finding finding) {
        super(finding.text());
        this.callControlId = callControlId;
        this.finding = finding;
    }

    /**
     * The call that was expected.
     *
     * @return its id, as REST commands name it
     */
    public String callControlId() {
        return callControlId;
    }

    /**
     * Why it has not come.
     *
     * @return {@link Finding.Kind#NEVER_CONNECTED} or {@link Finding.Kind#STREAMING_FAILED}
     */
    public Finding finding() {
        return finding;
    }
}
