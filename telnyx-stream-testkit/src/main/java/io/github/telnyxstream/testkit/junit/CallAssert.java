package io.github.telnyxstream.testkit.junit;

import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.observation.SpeechWords;
import io.github.telnyxstream.testkit.observation.WordMatch;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sentences about a call that has been. Each returns the same object, and fails with an {@link AssertionError} that says what
 * was instead and tells the whole call, one event a line.
 *
 * <pre>{@code
 * assertThatCall(call)
 *         .wasAnswered()
 *         .commandsWere("answer", "hangup")
 *         .heardSoundFor(Duration.ofSeconds(2))
 *         .fellSilentWithin(Duration.ofMillis(400))
 *         .wasFreeOfViolations();
 * }</pre>
 *
 * <p><b>Threads:</b> one thread at a time.
 */
public final class CallAssert {
    private final SimulatedCall call;

    private CallAssert(SimulatedCall call) {
        this.call = call;
    }

    /**
     * Begins.
     *
     * @param call the call to judge
     * @return sentences about it
     */
    public static CallAssert assertThatCall(SimulatedCall call) {
        return new CallAssert(call);
    }

    // ------------------------------------------------------------------ the call

    /**
     * The application answered it, or the person did.
     *
     * @return this
     */
    public CallAssert wasAnswered() {
        return that(has(Kind.CALL_ANSWERED), "the call was answered", "it was not");
    }

    /**
     * Nobody answered it.
     *
     * @return this
     */
    public CallAssert wasNotAnswered() {
        return that(!has(Kind.CALL_ANSWERED), "the call was not answered", "it was");
    }

    /**
     * It is over for that reason.
     *
     * @param cause Telnyx's word, for example {@code normal_clearing}
     * @return this
     */
    public CallAssert endedWith(String cause) {
        String how = text(Kind.CALL_ENDED).orElse("no end");
        return that(how.startsWith(cause + " by "), "the call ended with " + cause, "there was " + how);
    }

    /**
     * That side hung up.
     *
     * @param side {@code caller} or {@code callee}
     * @return this
     */
    public CallAssert endedBy(String side) {
        String how = text(Kind.CALL_ENDED).orElse("no end");
        return that(how.endsWith(" by " + side), "the call was ended by the " + side, "there was " + how);
    }

    /**
     * Something happened.
     *
     * @param kind what
     * @return this
     */
    public CallAssert sawEvent(Kind kind) {
        return that(has(kind), kind + " happened", "it did not");
    }

    // ------------------------------------------------------------------ commands and webhooks

    /**
     * The application sent exactly those commands, in that order, refused ones and retries included.
     *
     * @param names for example {@code answer}
     * @return this
     */
    public CallAssert commandsWere(String... names) {
        List<String> sent =
                call.requests().stream().map(ReceivedRequest::command).toList();
        return that(sent.equals(List.of(names)), "the commands were " + List.of(names), "they were " + sent);
    }

    /**
     * The application sent that command and it was accepted.
     *
     * @param name for example {@code speak}
     * @return this
     */
    public CallAssert acceptedCommand(String name) {
        boolean accepted =
                call.requests().stream().anyMatch(request -> request.command().equals(name) && request.status() == 200);
        return that(accepted, "the command " + name + " was accepted", "the commands were " + call.requests());
    }

    /**
     * No command was refused.
     *
     * @return this
     */
    public CallAssert hadNoRefusedCommand() {
        List<ReceivedRequest> refused = call.requests().stream()
                .filter(request -> request.status() != 200)
                .toList();
        return that(refused.isEmpty(), "no command was refused", "there was " + refused);
    }

    /**
     * The application was told of that event, and took it.
     *
     * @param type for example {@code call.speak.ended}
     * @return this
     */
    public CallAssert tookWebhook(String type) {
        boolean taken =
                call.webhooks().stream().anyMatch(webhook -> webhook.eventType().equals(type) && isTaken(webhook));
        return that(taken, "the webhook " + type + " was taken", "the webhooks were " + call.webhooks());
    }

    /**
     * Every webhook was answered with 2xx at the first attempt and in time. Telnyx documents two seconds. It is real
     * time, also in a test whose time is virtual: that stands still until the answer, and on a busy machine the answer takes longer.
     *
     * @param limit for an answer
     * @return this
     */
    public CallAssert answeredEveryWebhookWithin(Duration limit) {
        List<SentWebhook> late = call.webhooks().stream()
                .filter(webhook -> !isTaken(webhook)
                        || webhook.attempt() > 1
                        || webhook.answeredAfter().compareTo(limit) > 0)
                .toList();
        return that(
                late.isEmpty(), "every webhook was answered within " + limit.toMillis() + " ms", "there was " + late);
    }

    private static boolean isTaken(SentWebhook webhook) {
        return webhook.status() >= 200 && webhook.status() < 300;
    }

    // ------------------------------------------------------------------ what was heard

    /**
     * The person heard something for at least so long in all.
     *
     * @param length sum of all sound
     * @return this
     */
    public CallAssert heardSoundFor(Duration length) {
        Sound sound = call.sound();
        return that(
                sound.audible().compareTo(length) >= 0,
                "the caller heard sound for at least " + length.toMillis() + " ms",
                "there was " + sound);
    }

    /**
     * The person heard nothing.
     *
     * @return this
     */
    public CallAssert heardNothing() {
        Sound sound = call.sound();
        return that(sound.sections().isEmpty(), "the caller heard nothing", "there was " + sound);
    }

    /**
     * What the person heard was as loud as that.
     *
     * @param fromDbov softest
     * @param toDbov loudest
     * @return this
     */
    public CallAssert heardLevelBetween(double fromDbov, double toDbov) {
        double level = call.sound().levelDbov();
        return that(
                level >= fromDbov && level <= toDbov,
                "the level heard was between " + fromDbov + " and " + toDbov + " dBov",
                "it was " + level);
    }

    /**
     * The person heard that, wherever in the call.
     *
     * @param expected what
     * @param similarity the least {@link Sound#similarityTo}; 0.9 is strict for a telephone
     * @return this
     */
    public CallAssert heard(Sound expected, double similarity) {
        double alike = call.sound().similarityTo(expected);
        return that(
                alike >= similarity,
                "the caller heard it with a similarity of at least " + similarity,
                "it was " + alike);
    }

    /**
     * The person heard a steady tone.
     *
     * @param frequencyHz its frequency
     * @return this
     */
    public CallAssert heardTone(double frequencyHz) {
        return that(
                call.sound().holdsTone(frequencyHz),
                "the caller heard a tone of " + frequencyHz + " Hz",
                "there was none");
    }

    /**
     * The person heard those words, whoever spoke them. Needs a speech recogniser on the path, see {@link SpeechWords}; a test
     * that may run without one asks {@link SpeechWords#installed} first.
     *
     * @param words what was to be said; compared without case and punctuation
     * @param share the least part of them that has to be understood in that order, 0 to 1; 0.7 is strict for a small recogniser
     *     on a telephone
     * @return this
     * @throws IllegalStateException if no recogniser is on the path
     */
    public CallAssert heardWords(String words, double share) {
        SpeechWords recogniser = SpeechWords.installed();
        if (recogniser == null) {
            throw new IllegalStateException(
                    "heardWords needs a speech recogniser on the path: a provider of " + SpeechWords.class.getName());
        }
        String heard = recogniser.in(call.sound(), words);
        return that(
                WordMatch.of(words, heard).share() >= share,
                "the caller heard \"" + words + "\", " + Math.round(share * 100) + " % of it",
                "understood was \"" + heard + "\"");
    }

    /**
     * Nothing that the person heard was torn by a longer silence.
     *
     * @param longest the longest gap between two stretches of sound
     * @return this
     */
    public CallAssert heardNoGapLongerThan(Duration longest) {
        Duration gap = call.sound().longestGap();
        return that(
                gap.compareTo(longest) <= 0,
                "the caller heard no gap longer than " + longest.toMillis() + " ms",
                "there was one of " + gap.toMillis());
    }

    /**
     * Whenever the person began to speak while hearing something, that ended in time.
     *
     * @param limit from the first word to silence in the person's ear
     * @return this
     */
    public CallAssert fellSilentWithin(Duration limit) {
        List<Duration> bargeIns = call.bargeIns();
        boolean inTime = !bargeIns.isEmpty() && bargeIns.stream().allMatch(time -> time.compareTo(limit) <= 0);
        return that(
                inTime,
                "the application fell silent within " + limit.toMillis() + " ms when it was interrupted",
                bargeIns.isEmpty() ? "it was never interrupted" : "it took " + bargeIns);
    }

    // ------------------------------------------------------------------ how it was sent

    /**
     * The playback buffer never ran dry in the middle of an utterance.
     *
     * @return this
     */
    public CallAssert wasFreeOfUnderruns() {
        Optional<PlaybackReport> report = call.playback();
        return that(
                report.isPresent() && report.get().underruns() == 0,
                "there was a stream without underruns",
                report.map(PlaybackReport::toString).orElse("there was no stream"));
    }

    /**
     * The application did nothing that Telnyx's documentation forbids, on its last stream.
     *
     * @return this
     */
    public CallAssert wasFreeOfViolations() {
        List<String> found = call.events().stream()
                .filter(event -> event.kind() == Kind.VIOLATION)
                .map(SimulatorEvent::text)
                .toList();
        return that(found.isEmpty(), "nothing forbidden was done", "there was " + found);
    }

    /**
     * The application sent no mark, {@code clear} or late pong that nothing forbids and that does not do what it seems to
     * ({@link Kind#MISUSE}).
     *
     * @return this
     */
    public CallAssert wasFreeOfMisuse() {
        List<String> found = call.events().stream()
                .filter(event -> event.kind() == Kind.MISUSE)
                .map(SimulatorEvent::text)
                .toList();
        return that(found.isEmpty(), "nothing was misused", "there was " + found);
    }

    /**
     * Audio never waited at Telnyx for longer than that: the more waits, the later an interruption works where no
     * {@code clear} is sent.
     *
     * @param most how far ahead of real time
     * @return this
     */
    public CallAssert wasNeverAheadBy(Duration most) {
        double ahead = call.playback().map(PlaybackReport::maxAheadMillis).orElse(0.0);
        return that(
                ahead <= most.toMillis(),
                "audio was never ahead by more than " + most.toMillis() + " ms",
                "it was " + ahead);
    }

    // ------------------------------------------------------------------ how it is told

    private boolean has(Kind kind) {
        return text(kind).isPresent();
    }

    private Optional<String> text(Kind kind) {
        return call.events().stream()
                .filter(event -> event.kind() == kind)
                .map(SimulatorEvent::text)
                .findFirst();
    }

    private CallAssert that(boolean isSo, String expected, String instead) {
        if (!isSo) {
            throw new AssertionError("Expected: " + expected + "; but " + instead + ".\nThe call:\n"
                    + call.events().stream().map(CallAssert::line).collect(Collectors.joining("\n")));
        }
        return this;
    }

    private static String line(SimulatorEvent event) {
        return "%9d ms  %s %s".formatted(event.sinceStart().toMillis(), event.kind(), event.text());
    }
}
