package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call with a speech-to-speech service: feeds it on a thread of the services, asks it for answers and lines, and opens
 * another talk when one is over. Confined to the loop of its call.
 */
final class Exchange implements Crew.OnCall, Listening, Speaking, SpokenFeed.Talks {
    private final SpeechToSpeech service;
    private final @Nullable SpeechSynthesizer lineVoice;
    private final Crew.Call call;
    private final StreamSession session;
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final ServiceLane lane;
    private final BackOff backOff = new BackOff();
    /** What was asked of the present talk and is not over. */
    private final List<SpokenFeed> feeds = new ArrayList<>();
    /** What is wanted while there is no talk. */
    private final List<Wish> wishes = new ArrayList<>();

    private Listening.@Nullable Events ears;
    private Speaking.@Nullable Owner mouth;
    private @Nullable Line line;
    private @Nullable ServiceFailure refusal;
    private boolean isSpeech;
    private boolean isPaused;
    private boolean isClosed;

    /** Something that a talk is asked for. */
    @FunctionalInterface
    private interface Asking {
        SpeechToSpeech.Answer ask(SpeechToSpeech.Talk talk) throws Exception;
    }

    private record Wish(SpokenFeed feed, Asking asking) {}

    Exchange(SpeechToSpeech service, @Nullable SpeechSynthesizer lineVoice, Crew.Call call, StreamSession session) {
        this.service = service;
        this.lineVoice = lineVoice;
        this.call = call;
        this.session = session;
        this.recipe = call.recipe();
        this.loop = call.loop();
        this.lane = new ServiceLane(recipe.services());
    }

    /** One talk; touched by the steps only, but for the fence. What an older one tells is not heard. */
    private final class Line implements SpeechToSpeech.Listener {
        SpeechToSpeech.@Nullable Talk talk;

        private void tell(Consumer<Listening.Events> news) {
            loop.execute(() -> {
                if (line == this && !isPaused && ears != null) {
                    news.accept(ears);
                }
            });
        }

        @Override
        public void speechBegan() {
            tell(listener -> {
                isSpeech = true;
                listener.speechBegan();
            });
        }

        @Override
        public void turnEnded(String turn) {
            tell(listener -> {
                isSpeech = false;
                alive();
                listener.turnTaken(turn);
            });
        }

        @Override
        public void said(String turn, String text) {
            tell(listener -> listener.said(turn, text));
        }

        @Override
        public void failed(ServiceFailure failure) {
            loop.execute(() -> lost(this, failure));
        }
    }

    // what the dialogue is made of

    @Override
    public Speaking voice(Speaking.Owner owner) {
        mouth = owner;
        return lineVoice == null ? this : new Synthesizing(lineVoice, call, owner);
    }

    @Override
    public Listening listening(Listening.Events events) {
        ears = events;
        return this;
    }

    @Override
    public Answering answering(Answering.Owner owner, Mouth into, TurnClock clock) {
        return new SpokenAnswer(this, owner, call, into, clock);
    }

    @Override
    public void told(Role role, String text) {
        String words = switch (role) {
            case KEYS -> "[The caller has pressed the keys " + text + "]";
            case AGENT -> lineVoice == null ? "" : "[You have said to the caller: " + text + "]";
            case CALLER -> "";
        };
        Line to = line;
        if (to != null && !words.isEmpty()) {
            step(to, talk -> talk.tell(words));
        }
    }

    // listening

    @Override
    public void open() {
        MediaFormat inbound = session.inboundFormat();
        if (inbound == null) {
            refuse(ServiceFailure.of(Service.SPEECH, Kind.REFUSED, "the caller's audio cannot be decoded here"));
            return;
        }
        Line next = new Line();
        line = next;
        isSpeech = false;
        SpeechToSpeech.Opening opening = new SpeechToSpeech.Opening(
                session.callControlId(),
                inbound,
                session.outboundFormat(),
                recipe.language(),
                call.conversation().get(),
                recipe.tools());
        lane.step(() -> next.talk = service.open(opening, next), thrown -> broken(next, thrown));
        List<Wish> wanted = List.copyOf(wishes);
        wishes.clear();
        wanted.stream().filter(wish -> !wish.feed().isOver()).forEach(wish -> grant(next, wish));
    }

    @Override
    public void accept(MediaFrame frame) {
        Line to = line;
        if (to != null) {
            MediaFrame heard = isPaused || frame.isEcho() ? SilentFrame.inPlaceOf(frame) : frame;
            lane.audio(() -> onTalk(to, talk -> talk.accept(heard)), thrown -> broken(to, thrown));
        }
    }

    @Override
    public void pause(boolean paused) {
        isPaused = paused;
    }

    @Override
    public boolean endsTurns() {
        return true;
    }

    @Override
    public boolean isSpeech() {
        return isSpeech;
    }

    @Override
    public void close() {
        isClosed = true;
        feeds.forEach(SpokenFeed::end);
        wishes.forEach(wish -> wish.feed().end());
        hangUp();
    }

    private void hangUp() {
        Line past = line;
        line = null;
        isSpeech = false;
        if (past != null) {
            step(past, SpeechToSpeech.Talk::close);
        }
    }

    // speaking

    @Override
    public boolean canInterject() {
        // the service makes one answer after the other
        return false;
    }

    @Override
    public boolean speaksWhole() {
        return true;
    }

    @Override
    public void ask(Sentence sentence) {
        if (mouth != null) {
            new SpokenLine(this, sentence, mouth).ask();
        }
    }

    SpokenFeed say(String text, boolean isPartOfConversation, SpokenFeed.Target target) {
        return want(target, recipe.patience().speech(), feed -> talk -> talk.say(text, isPartOfConversation, feed));
    }

    SpokenFeed answer(Toolbox tools, SpokenFeed.Target target) {
        return want(target, recipe.patience().answer(), feed -> talk -> talk.answer(tools, feed));
    }

    private SpokenFeed want(SpokenFeed.Target target, Duration patience, Function<SpokenFeed, Asking> asking) {
        SpokenFeed feed = new SpokenFeed(loop, patience, target, this);
        Wish wish = new Wish(feed, asking.apply(feed));
        ServiceFailure refused = refusal;
        if (refused != null) {
            loop.execute(() -> feed.fail(refused));
        } else if (line == null) {
            wishes.add(wish);
        } else {
            grant(line, wish);
        }
        return feed;
    }

    private void grant(Line by, Wish wish) {
        feeds.removeIf(SpokenFeed::isOver);
        feeds.add(wish.feed());
        step(by, talk -> wish.feed().begun(wish.asking().ask(talk)));
    }

    // when the service fails

    @Override
    public void alive() {
        backOff.reset();
    }

    @Override
    public void cost(double amount) {
        if (ears != null) {
            ears.cost(amount);
        }
    }

    /** A talk that answers nothing is no talk: another one begins. */
    @Override
    public void late(ServiceFailure failure) {
        if (line != null && !isClosed) {
            hangUp();
            reopenAfter(backOff.next());
            failFeeds(failure);
        }
    }

    private void lost(Line failed, ServiceFailure failure) {
        if (line != failed || isClosed) {
            return;
        }
        hangUp();
        if (failure.kind() == Kind.REFUSED) {
            refuse(failure);
            return;
        }
        reopenAfter(backOff.next());
        if (!failFeeds(failure) && ears != null) {
            ears.failed(failure);
        }
    }

    private void refuse(ServiceFailure failure) {
        refusal = failure;
        failFeeds(failure);
        List.copyOf(wishes).forEach(wish -> wish.feed().fail(failure));
        wishes.clear();
        if (ears != null) {
            ears.failed(failure);
        }
    }

    /** Whether somebody was told. */
    private boolean failFeeds(ServiceFailure failure) {
        List<SpokenFeed> broken = feeds.stream().filter(feed -> !feed.isOver()).toList();
        feeds.clear();
        broken.forEach(feed -> feed.fail(failure));
        return !broken.isEmpty();
    }

    private void reopenAfter(Duration pause) {
        loop.after(pause, () -> {
            if (!isClosed && line == null) {
                open();
            }
        });
    }

    /** Something that is done with a talk. */
    @FunctionalInterface
    private interface Doing {
        void with(SpeechToSpeech.Talk talk) throws Exception;
    }

    private void step(Line of, Doing doing) {
        lane.step(() -> onTalk(of, doing), thrown -> broken(of, thrown));
    }

    private static void onTalk(Line of, Doing doing) throws Exception {
        SpeechToSpeech.Talk talk = of.talk;
        if (talk != null) {
            doing.with(talk);
        }
    }

    private static void broken(Line line, Throwable thrown) {
        line.failed(ServiceFailure.thrown(Service.SPEECH, thrown));
    }
}
