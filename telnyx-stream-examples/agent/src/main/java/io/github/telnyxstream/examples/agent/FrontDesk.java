package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers by rules, for a recogniser that knows phrases: opening hours, a message, a person, goodbye. Numbers are asked for by keys,
 * since of spoken digits one in four is heard wrong. It remembers nothing: all that it goes by stands in the conversation
 * of the call.
 */
final class FrontDesk implements Responder {
    static final String GREETING = "Miller's bakery, good morning. You can ask for our opening hours, leave a message,"
            + " or speak to a person.";

    private static final String HOURS = "We are open from Monday to Friday, from nine in the morning until six in the"
            + " evening. On Saturday we close at two in the afternoon. On Sunday we are closed all day."
            + " Can I do anything else for you?";
    private static final String ASK_NUMBER =
            "Please enter your telephone number with the keys, and press the pound key at the end.";
    private static final String TOO_SHORT = "That was too short for a telephone number. Please enter it once more.";
    private static final String THANKS = "Thank you, we will call you back. Can I do anything else for you?";
    private static final String TO_PERSON = "I will put you through to somebody in the shop.";
    private static final String NOBODY = "I am sorry, nobody is free to talk. Would you like to leave a message?";
    private static final String GOODBYE = "Thank you for calling Miller's bakery. Goodbye.";
    private static final String MENU = "Press one for our opening hours, two for a message, or three for a person.";
    private static final int SHORTEST_NUMBER = 6;

    /** What a caller can want. */
    enum Wish {
        /** To know when the shop is open. */
        HOURS,
        /** To be called back. */
        MESSAGE,
        /** To talk to somebody. */
        PERSON,
        /** To go. */
        GOODBYE
    }

    private static final Map<String, Wish> PHRASES = new LinkedHashMap<>();

    static {
        phrases(
                Wish.HOURS,
                "opening hours",
                "what are your opening hours",
                "when are you open",
                "when do you open",
                "when do you close",
                "are you open on saturday",
                "are you open on sunday");
        phrases(
                Wish.MESSAGE,
                "leave a message",
                "i want to leave a message",
                "i would like to leave a message",
                "can i leave a message",
                "can you take a message",
                "please call me back");
        phrases(
                Wish.PERSON,
                "speak to a person",
                "can i speak to a person",
                "i want to speak to somebody",
                "i would like to talk to somebody",
                "put me through to a person",
                "please transfer me to a person");
        phrases(
                Wish.GOODBYE,
                "goodbye",
                "thank you goodbye",
                "no thank you",
                "no thank you goodbye",
                "that was all thank you");
    }

    private final @Nullable String person;

    /**
     * The desk.
     *
     * @param person the number of somebody to transfer to, or null when there is none
     */
    FrontDesk(@Nullable String person) {
        this.person = person;
    }

    private static void phrases(Wish wish, String... phrases) {
        for (String phrase : phrases) {
            PHRASES.put(phrase, wish);
        }
    }

    /** All that callers may say. */
    static Set<String> phrases() {
        return PHRASES.keySet();
    }

    /** What somebody wants who says this, or null. */
    static @Nullable Wish wishOf(String said) {
        String plain = said.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "").strip();
        Wish wish = null;
        int length = 0;
        for (Map.Entry<String, Wish> phrase : PHRASES.entrySet()) {
            // two phrases in one breath: the longer one tells more
            if (plain.contains(phrase.getKey()) && phrase.getKey().length() > length) {
                wish = phrase.getValue();
                length = phrase.getKey().length();
            }
        }
        return wish;
    }

    @Override
    public Reply respond(ReplyRequest request, Sink sink) {
        List<Entry> entries = request.conversation().entries();
        boolean isKeyed = !entries.isEmpty() && entries.get(entries.size() - 1).role() == Role.KEYS;
        String answer = isKeyed
                ? toKeys(entries.get(entries.size() - 1).text(), request)
                : toWish(wishOf(request.conversation().lastFromCaller()), request);
        sink.text(answer);
        sink.done();
        return Reply.COMPLETE;
    }

    private String toKeys(String keys, ReplyRequest request) {
        String digits = keys.replaceAll("[^0-9]", "");
        if (wantsToBeCalled(request.conversation())) {
            return digits.length() < SHORTEST_NUMBER ? TOO_SHORT : THANKS;
        }
        return switch (digits) {
            case "1" -> toWish(Wish.HOURS, request);
            case "2" -> toWish(Wish.MESSAGE, request);
            case "3" -> toWish(Wish.PERSON, request);
            default -> MENU;
        };
    }

    /** The last thing that the caller wished for was a message, and the number is not there yet. */
    private static boolean wantsToBeCalled(Conversation conversation) {
        List<Entry> entries = conversation.entries();
        for (int i = entries.size() - 2; i >= 0; i--) {
            Entry entry = entries.get(i);
            String digits = entry.role() == Role.KEYS ? entry.text().replaceAll("[^0-9]", "") : "";
            if (digits.length() >= SHORTEST_NUMBER) {
                return false;
            }
            Wish wish = digits.equals("2") ? Wish.MESSAGE : entry.role() == Role.CALLER ? wishOf(entry.text()) : null;
            if (wish != null) {
                return wish == Wish.MESSAGE;
            }
        }
        return false;
    }

    private String toWish(@Nullable Wish wish, ReplyRequest request) {
        if (wish == null) {
            return MENU;
        }
        return switch (wish) {
            case HOURS -> HOURS;
            case MESSAGE -> ASK_NUMBER;
            case PERSON -> toPerson(request);
            case GOODBYE -> {
                request.tools().call("hang_up", "{}");
                yield GOODBYE;
            }
        };
    }

    private String toPerson(ReplyRequest request) {
        if (person == null) {
            return NOBODY;
        }
        request.tools().call("transfer", "{\"to\":\"" + person + "\"}");
        return TO_PERSON;
    }
}
