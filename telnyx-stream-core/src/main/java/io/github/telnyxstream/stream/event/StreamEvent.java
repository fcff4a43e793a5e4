package io.github.telnyxstream.stream.event;

/**
 * One message of the media socket (pages "Media Streaming over Websockets" and "Stream call media over WebSocket").
 * A message of a kind that is not known here is an {@link UnknownEvent}, so that a {@code switch} over the kinds is
 * complete and stays so.
 *
 * <p><b>Threads:</b> every event is immutable, as long as nobody writes into the array of a {@link MediaEvent}.
 */
public sealed interface StreamEvent
        permits ConnectedEvent, StartEvent, MediaEvent, DtmfEvent, MarkEvent, ErrorEvent, StopEvent, UnknownEvent {

    /**
     * The kind as it stands on the wire.
     *
     * @return the value of {@code event}
     */
    String eventName();
}
