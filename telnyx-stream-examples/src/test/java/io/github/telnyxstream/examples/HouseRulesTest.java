package io.github.telnyxstream.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler cannot check; this module sees all others. */
class HouseRulesTest {
    private static final String ROOT = "io.github.telnyxstream.";
    private static final String CODEC = ROOT + "codec..";
    /** Modules of their own, each for the sake of one foreign library. */
    private static final String[] FOREIGN_CODECS = {ROOT + "codec.ffmpeg..", ROOT + "codec.opus.."};

    private static final String CORE = ROOT + "stream..";
    private static final String CALL_CONTROL = ROOT + "callcontrol..";
    private static final String ADAPTERS = ROOT + "adapter..";
    private static final String SERVER = ROOT + "server..";
    private static final String TESTKIT = ROOT + "testkit..";
    private static final String EXAMPLES = ROOT + "examples..";

    private static final int MOST_LINES = 400;

    private static final Pattern EXPORTS = Pattern.compile("(?m)^ *exports ([a-z0-9_.]+)");
    /** "must be … but was", "… is not 1 to 5", "… is 7, not between", and "… is 7" without what it must be. */
    private static final Pattern REFUSAL_IN_OTHER_WORDS = Pattern.compile(
            "IllegalArgumentException\\([^;]*?(\"[^\";]*\\bbut (was|has)\\b|\" is not (\\d|\" \\+)|, not (\\d|between|above|at least)|\\bis \" \\+ \\w+\\))");

    private static final String[] NOT_EXPORTED = {
        "..wire..", ROOT + "callcontrol.http..", ROOT + "testkit.simulator.*.."
    };

    private static final DescribedPredicate<JavaClass> VENDORS = resideInAnyPackage(
            "okhttp3..", "okio..", "com.fasterxml..", "org.eclipse.jetty..", "org.java_websocket..", "kotlin..");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("module-info"))
            .importPackages("io.github.telnyxstream");

    @Test
    void hasNoCycleOfPackages() {
        slices().matching("io.github.telnyxstream.(**)")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void keepsTheCodecToItself() {
        mayNotUse(CODEC, CORE, CALL_CONTROL, ADAPTERS, TESTKIT, EXAMPLES);
        classes()
                .that()
                .resideInAPackage(CODEC)
                .and()
                .resideOutsideOfPackages(FOREIGN_CODECS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CODEC, "java..", "org.jspecify.."))
                .check(HOUSE);
    }

    @Test
    void letsDependenciesPointOneWay() {
        mayNotUse(CORE, CALL_CONTROL, ADAPTERS, TESTKIT, EXAMPLES);
        mayNotUse(CALL_CONTROL, ADAPTERS, TESTKIT, EXAMPLES);
        mayNotUse(ADAPTERS, SERVER, TESTKIT, EXAMPLES);
        // whoever streams only needs no call control, so what takes webhooks keeps to itself
        noClasses()
                .that()
                .resideInAPackage(ADAPTERS)
                .and()
                .haveNameNotMatching(".*Webhook.*")
                .should()
                .dependOnClassesThat(resideInAPackage(CALL_CONTROL))
                .check(HOUSE);
        mayNotUse(SERVER, TESTKIT, EXAMPLES);
        mayNotUse(TESTKIT, ADAPTERS, EXAMPLES);
    }

    @Test
    void keepsServersOutOfEverythingButAdapters() {
        noClasses()
                .that()
                .resideInAnyPackage(CODEC, CORE, CALL_CONTROL)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty..", "org.java_websocket.."))
                .check(HOUSE);
    }

    @Test
    void showsNoVendorTypeInAPublicSignature() {
        classes()
                .that()
                .resideInAnyPackage(CODEC, CORE, CALL_CONTROL, SERVER, TESTKIT)
                .and()
                .resideOutsideOfPackages(NOT_EXPORTED)
                .and()
                .arePublic()
                .should(showNo(VENDORS))
                .check(HOUSE);
    }

    /** What may be absent is null, and says so. */
    @Test
    void hasOneStyleForWhatMayBeAbsent() {
        classes()
                .that()
                .resideInAnyPackage(CODEC, CORE)
                .and()
                .resideOutsideOfPackages(NOT_EXPORTED)
                .and()
                .arePublic()
                .should(showNo(type(Optional.class)))
                .check(HOUSE);
    }

    @Test
    void hasNoFileThatNobodyReadsToItsEnd() {
        Map<String, Long> tooLong = new TreeMap<>();
        Sources.ALL.forEach((file, source) -> {
            long count = source.lines().count();
            if (count > MOST_LINES) {
                tooLong.put(file, count);
            }
        });
        assertThat(tooLong).isEmpty();
        assertThat(Sources.ALL).hasSizeGreaterThan(1000);
    }

    /** A type without a version of its own is as old as its package. */
    @Test
    void saysSinceWhenEachExportedPackageIsThere() {
        Set<String> silent = new TreeSet<>();
        int packages = 0;
        for (Map.Entry<String, String> module : Sources.ALL.entrySet()) {
            String root = module.getKey().replace("/module-info.java", "/");
            if (!root.endsWith("/src/main/java/") || root.contains("telnyx-stream-examples")) {
                continue;
            }
            Matcher exported = EXPORTS.matcher(module.getValue());
            while (exported.find()) {
                String told = Sources.ALL.get(root + exported.group(1).replace('.', '/') + "/package-info.java");
                packages++;
                if (!told.contains(" * @since ")) {
                    silent.add(exported.group(1));
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(packages).isGreaterThan(40);
    }

    /** {@code lead is PT6S, must be 20 ms to 5 s}: the name, what was given, what would have been right. */
    @Test
    void tellsEveryArgumentOutOfRangeInTheSameWords() {
        Set<String> other = new TreeSet<>();
        Sources.ALL.forEach((file, source) -> {
            if (file.contains("/src/main/")) {
                Matcher refusal = REFUSAL_IN_OTHER_WORDS.matcher(source);
                while (refusal.find()) {
                    other.add(file + ": " + refusal.group());
                }
            }
        });
        assertThat(other).isEmpty();
        assertThat(REFUSAL_IN_OTHER_WORDS
                        .matcher("IllegalArgumentException(\"a must be 1 but was \" + a)")
                        .find())
                .isTrue();
    }

    @Test
    void hasNoDrawerForOddThings() {
        noClasses()
                .should()
                .resideInAnyPackage("..impl..", "..internal..", "..util..", "..common..", "..helper..")
                .check(HOUSE);
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .check(HOUSE);
    }

    private static void mayNotUse(String user, String... used) {
        noClasses()
                .that()
                .resideInAPackage(user)
                .should()
                .dependOnClassesThat(resideInAnyPackage(used))
                .check(HOUSE);
    }

    private static ArchCondition<JavaClass> showNo(DescribedPredicate<JavaClass> vendors) {
        return new ArchCondition<>("show users no type of " + vendors.getDescription()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                        .filter(describe("visible", HouseRulesTest::isVisible))
                        .forEach(member -> shown(member)
                                .filter(vendors)
                                .forEach(vendor -> events.add(SimpleConditionEvent.violated(
                                        member, member.getFullName() + " shows " + vendor.getName()))));
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaClass> shown(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            Stream<JavaType> types = Stream.concat(
                    Stream.of(unit.getReturnType()),
                    Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream()));
            return types.flatMap(type -> type.getAllInvolvedRawTypes().stream()).collect(Collectors.toSet()).stream();
        }
        return member.getAllInvolvedRawTypes().stream();
    }
}
