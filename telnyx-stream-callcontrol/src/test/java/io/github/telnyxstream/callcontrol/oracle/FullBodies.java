package io.github.telnyxstream.callcontrol.oracle;

import io.github.telnyxstream.callcontrol.command.ParameterGroup;
import io.github.telnyxstream.callcontrol.command.VoiceSettings;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Builds a command with all that its builder can set at once; where setters exclude each other, as many commands as it
 * takes until each setter, and each full form of nested settings, was in one of them. A setter counts when leaving it
 * out changes the body.
 */
final class FullBodies {

    private final Class<?> type;

    /** What has to be set somewhere: a setter, with the arguments that may do. */
    private record Wish(Method setter, List<List<Object>> alternatives) {}

    private record Step(Wish wish, List<Object> arguments) {}

    /** A finished command or group of settings, and the setters that made it. */
    record Full(Object built, Set<Method> setters) {
        Map<String, Object> body() {
            return CommandSamples.parameters(built).asMap();
        }
    }

    private FullBodies(Class<?> type) {
        this.type = type;
    }

    static List<Full> of(Class<?> type) {
        return new FullBodies(type).all();
    }

    private List<Full> all() {
        List<Wish> wishes = CommandSamples.setters(type).stream()
                .flatMap(setter -> wishes(setter).stream())
                .toList();
        List<Full> all = new ArrayList<>();
        Set<Wish> left = new LinkedHashSet<>(wishes);
        do {
            List<Wish> order = new ArrayList<>(left);
            wishes.stream().filter(wish -> !left.contains(wish)).forEach(order::add);
            Draft fullest = IntStream.range(0, CommandSamples.starts(type).size())
                    .mapToObj(start -> new Draft(start).fill(order))
                    .max(Comparator.comparingLong((Draft draft) -> draft.wishes().stream()
                                    .filter(left::contains)
                                    .count())
                            .thenComparing(draft -> draft.steps.size()))
                    .orElseThrow();
            if (!left.isEmpty() && !left.removeAll(fullest.wishes())) {
                throw new AssertionError("no body of " + type.getSimpleName() + " can have "
                        + left.iterator().next().setter());
            }
            all.add(new Full(
                    fullest.built().orElseThrow(),
                    fullest.wishes().stream().map(Wish::setter).collect(Collectors.toSet())));
        } while (!left.isEmpty());
        return all;
    }

    /** Nested settings count in each of their forms, plain values once. */
    private static List<Wish> wishes(Method setter) {
        List<List<Object>> alternatives = List.of(List.of());
        boolean nested = false;
        for (Parameter parameter : setter.getParameters()) {
            nested |= isNested(parameter.getType());
            alternatives = CommandSamples.product(alternatives, samples(setter, parameter));
        }
        return nested
                ? alternatives.stream()
                        .map(one -> new Wish(setter, List.of(one)))
                        .toList()
                : List.of(new Wish(setter, alternatives));
    }

    private static boolean isNested(Class<?> type) {
        return ParameterGroup.class.isAssignableFrom(type);
    }

    private static List<Object> samples(Method setter, Parameter parameter) {
        if (parameter.getType() == StreamSettings.class) {
            return streams();
        }
        if (parameter.getType() == VoiceSettings.class) {
            return CommandSamples.values(VoiceSettings.class);
        }
        if (isNested(parameter.getType())) {
            return of(parameter.getType()).stream().map(Full::built).toList();
        }
        return CommandSamples.samples(setter, parameter);
    }

    /** No command carries everything: streaming_start no silence, dial no custom parameters, answer 8 kHz only. */
    private static List<Object> streams() {
        StreamSettings answer = StreamSettings.builder("wss://voice.example.net/media")
                .track(StreamTrack.BOTH)
                .inboundEncoding(Encoding.PCMA)
                .outboundFormat(MediaFormat.PCMA)
                .targetLegs(TargetLegs.BOTH)
                .build();
        StreamSettings dial = answer.toBuilder()
                .outboundFormat(MediaFormat.l16(16000))
                .authToken("token")
                .build();
        return List.of(
                dial.toBuilder().customParameter("a", "b").build(),
                dial.toBuilder().sendSilenceWhenIdle(true).build(),
                dial,
                answer.toBuilder().sendSilenceWhenIdle(true).build(),
                answer);
    }

    /** A body in the making. */
    private final class Draft {
        private final int start;
        private final List<Step> steps = new ArrayList<>();

        Draft(int start) {
            this.start = start;
        }

        Set<Wish> wishes() {
            return steps.stream().map(Step::wish).collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** Takes up every wish that goes with those before it; again and again, since some need a later one. */
        Draft fill(List<Wish> order) {
            int before;
            do {
                before = steps.size();
                for (Wish wish : order) {
                    if (steps.stream().noneMatch(step -> step.wish().setter().equals(wish.setter()))) {
                        add(wish);
                    }
                }
            } while (steps.size() > before);
            return this;
        }

        private void add(Wish wish) {
            for (List<Object> arguments : wish.alternatives()) {
                steps.add(new Step(wish, arguments));
                if (eachStepCounts()) {
                    return;
                }
                steps.remove(steps.size() - 1);
            }
        }

        private boolean eachStepCounts() {
            Optional<Map<String, Object>> whole = body(steps);
            return whole.isPresent()
                    && steps.stream()
                            .noneMatch(one -> body(steps.stream()
                                            .filter(step -> step != one)
                                            .toList())
                                    .equals(whole));
        }

        Optional<Object> built() {
            return built(steps);
        }

        private Optional<Map<String, Object>> body(List<Step> some) {
            return built(some).map(value -> CommandSamples.parameters(value).asMap());
        }

        /** Nothing where the builder refuses, which it does for settings that exclude or need each other. */
        private Optional<Object> built(List<Step> some) {
            Object builder = CommandSamples.starts(type).get(start);
            try {
                for (Step step : some) {
                    step.wish().setter().setAccessible(true);
                    step.wish().setter().invoke(builder, step.arguments().toArray());
                }
                return Optional.of(CommandSamples.finish(builder));
            } catch (InvocationTargetException refused) {
                if (refused.getCause() instanceof IllegalArgumentException) {
                    return Optional.empty();
                }
                throw new AssertionError(refused);
            } catch (IllegalArgumentException incomplete) {
                return Optional.empty();
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
