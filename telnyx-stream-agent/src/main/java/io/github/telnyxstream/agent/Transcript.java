package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was said on a call, in order, also where words come late. Confined to the loop of its call. */
final class Transcript {
    private final AgentRecipe recipe;
    private final AgentLine line;
    private final Consumer<Conversation> whenChanged;
    private final List<Place> places = new ArrayList<>();

    /** Where an entry is or will be. */
    private static final class Place {
        final @Nullable String name;

        @Nullable
        Entry entry;

        Place(@Nullable String name) {
            this.name = name;
        }
    }

    Transcript(AgentRecipe recipe, AgentLine line, Consumer<Conversation> whenChanged) {
        this.recipe = recipe;
        this.line = line;
        this.whenChanged = whenChanged;
    }

    Conversation conversation() {
        List<Entry> entries = new ArrayList<>();
        for (Place place : places) {
            if (place.entry != null) {
                entries.add(place.entry);
            }
        }
        return new Conversation(entries);
    }

    void add(Role role, String text, boolean wasInterrupted) {
        Place place = new Place(null);
        places.add(place);
        fill(place, role, text, wasInterrupted);
    }

    /** A turn of the caller; where it has a name its words may follow. */
    void addCaller(@Nullable String name, String text) {
        Place place = new Place(name);
        places.add(place);
        fill(place, Role.CALLER, text, false);
    }

    /** Words of a turn that was added before; false when it was not. */
    boolean words(String name, String text) {
        for (Place place : places) {
            if (name.equals(place.name)) {
                if (place.entry == null) {
                    fill(place, Role.CALLER, text, false);
                }
                return true;
            }
        }
        return false;
    }

    private void fill(Place place, Role role, String text, boolean wasInterrupted) {
        if (text.isBlank()) {
            return;
        }
        Entry entry = new Entry(role, text, wasInterrupted);
        place.entry = entry;
        whenChanged.accept(conversation());
        recipe.observe(observer -> observer.onEntry(line.callControlId(), entry));
    }
}
