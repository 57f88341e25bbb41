package dev.weighbridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who may see whom. The table is the one of the architecture; a change of it is a decision, never an exception made here. */
class RoomsTest {

    private static final String ROOT = "dev.weighbridge";

    private static final String WORDS = "artifact";

    /** The bottom first. Each room may see {@value #WORDS}, and of the others those that stand beside it. */
    private static final Map<String, Set<String>> ROOMS = new TreeMap<>();

    static {
        room(WORDS);
        room("secret");
        room("net");
        room("account", "secret");
        room("ingestion");
        room("queue");
        room("center", "source", "secret", "queue");
        room("source", "net");
        room("store");
        room("transfer", "source", "store", "ingestion");
        room("inspect", "store");
        room("version");
        room("inventory", "version");
        room("pipeline", "queue", "ingestion", "center", "source", "transfer", "store", "inspect", "version", "inventory", "secret",
                "account");
        room("manifest", "queue", "ingestion", "center", "source", "store", "inventory", "account");
        var belowRequest = ROOMS.keySet().toArray(String[]::new);
        room("request", "queue", "ingestion", "center", "inventory", "account", "secret");
        for (String room : List.of("plan", "verify", "collector", "hooks")) {
            room(room, belowRequest);
        }
        room("bulk", "request", "queue", "ingestion", "center", "source", "inventory", "plan", "secret", "account");
        room("sync", "request", "queue", "ingestion", "center", "source", "inventory", "version", "account", "bulk");
        room("front", "account", "net");
        room("quickstart", "bulk", "request", "ingestion", "inventory", "center", "account");
        var belowTheDoors = ROOMS.keySet().stream().filter(room -> !room.equals("quickstart")).toList();
        room("zstack", belowTheDoors.stream().filter(room -> !Set.of("source", "transfer", "store").contains(room)).toArray(String[]::new));
        room("api", belowTheDoors.toArray(String[]::new));
        room("console", "api", "account");
        room("cli");
        room("", "cli", "account", "bulk"); // what main starts, and what a command with a node of its own asks of it
    }

    /** Libraries that are kept behind few doors, and the packages that hold the key. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "org.springframework.batch..", List.of("pipeline", "bulk", "sync"),
            "com.github.kagkarlsson..", List.of("queue"),
            "io.minio..", List.of("store", "source.s3"),
            "org.springframework.web.bind..", List.of("zstack", "api", "console"));

    private static final JavaClasses CODE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyRoomStandsInTheTable() {
        Stream<String> rooms = CODE.stream().map(RoomsTest::roomOf).filter(room -> !room.isEmpty());
        assertThat(rooms.distinct()).isNotEmpty().isSubsetOf(ROOMS.keySet());
    }

    @Test
    void aRoomSeesOnlyTheRoomsOfTheTable() {
        classes().should(satisfy("see only the rooms of the table", type -> type.getDirectDependenciesFromSelf().stream()
                .filter(RoomsTest::isNotInTheTable).map(Dependency::getDescription))).check(CODE);
    }

    @Test
    void theSharedWordsNeedNothing() {
        classes().that().resideInAPackage(inside(WORDS)).should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", inside(WORDS)).check(CODE);
    }

    /** The distribution gives commands a jar of these two rooms, picocli and Jackson, and nothing else. */
    @Test
    void commandsNeedNothingButTheirJar() {
        classes().that().resideInAPackage(inside("cli")).should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "com.sun.net.httpserver..", "org.jspecify..", "picocli..", "tools.jackson..",
                        inside(WORDS), inside("cli"))
                .check(CODE);
    }

    @Test
    void noRoomsFormACycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void noSourceKnowsAnother() {
        slices().matching(inside("source.(*)")).should().notDependOnEachOther().check(CODE);
    }

    @Test
    void librariesStayBehindTheirDoors() {
        assertAll(LIBRARIES.entrySet().stream().map(library -> () -> noClasses().that()
                .resideOutsideOfPackages(library.getValue().stream().map(RoomsTest::inside).toArray(String[]::new))
                .should().dependOnClassesThat().resideInAPackage(library.getKey()).check(CODE)));
    }

    @Test
    void timeComesFromTheClockThatIsHandedIn() {
        classes().that().resideOutsideOfPackage(ROOT)
                .should(satisfy("ask no clock of their own", type -> type.getAccessesFromSelf().stream()
                        .filter(RoomsTest::asksTheTime).map(JavaAccess::getDescription)))
                .check(CODE);
    }

    @Test
    void whatIsPublicIsUsedByAnotherPackage() {
        classes().that(arePublicOnPurpose()).should(satisfy("be package-private or used by another package",
                type -> isUsedElsewhere(type) || isShownByANeighbour(type) ? Stream.of()
                        : Stream.of(type.getName() + " is public for nobody")))
                .check(CODE);
    }

    @Test
    void everyPackageStatesItsNullness() {
        Stream<JavaPackage> places = CODE.stream().map(JavaClass::getPackage).distinct();
        assertThat(places.filter(place -> !place.isAnnotatedWith(NullMarked.class)).map(JavaPackage::getName))
                .as("packages without a package-info that has @NullMarked").isEmpty();
    }

    /** Spring takes the path for the name of a page otherwise, and breaks the connection when there is none. */
    @Test
    void aHandlerThatReturnsNothingHasTheAnswerInItsHand() {
        classes().that().areAnnotatedWith(Controller.class).should(satisfy("have the answer as a parameter where they return nothing",
                type -> type.getMethods().stream().filter(handler -> handler.isMetaAnnotatedWith(RequestMapping.class)
                        && handler.getRawReturnType().isEquivalentTo(void.class)
                        && handler.getRawParameterTypes().stream().noneMatch(taken -> taken.isEquivalentTo(HttpServletResponse.class)))
                        .map(JavaMethod::getFullName)))
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.mockito.Mockito", "org.easymock.EasyMock", "org.powermock.api.mockito.PowerMockito", "mockit.Mocked",
            "io.mockk.MockKKt"})
    void nothingIsMocked(String mocking) {
        assertThat(RoomsTest.class.getClassLoader().getResource(mocking.replace('.', '/') + ".class")).isNull();
    }

    private static void room(String name, String... seen) {
        Set<String> allowed = new TreeSet<>(Arrays.asList(seen));
        allowed.add(WORDS);
        ROOMS.put(name, allowed);
    }

    private static String inside(String room) {
        return ROOT + "." + room + "..";
    }

    /** The first word after the root; empty for the root itself, which starts the node or the command line. */
    private static String roomOf(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", -1)[0];
    }

    private static boolean isNotInTheTable(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().equals(ROOT) && !target.getPackageName().startsWith(ROOT + ".")) {
            return false;
        }
        String from = roomOf(dependency.getOriginClass());
        return !from.equals(roomOf(target)) && !ROOMS.getOrDefault(from, Set.of()).contains(roomOf(target));
    }

    private static boolean asksTheTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String asked = access.getTarget().getName();
        boolean withoutClock = !access.getTarget().getFullName().contains("java.time.Clock)");
        return owner.getPackageName().startsWith("java.time") && withoutClock && asked.equals("now")
                || owner.getName().equals("java.time.Clock") && (asked.startsWith("system") || asked.startsWith("tick"))
                || owner.isEquivalentTo(System.class) && asked.equals("currentTimeMillis")
                || owner.isEquivalentTo(Date.class) && access.getTarget().getFullName().endsWith("<init>()");
    }

    /** All public top-level types but the one that the JVM starts. */
    private static DescribedPredicate<JavaClass> arePublicOnPurpose() {
        return DescribedPredicate.describe("are public", type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.tryGetMethod("main", String[].class).isEmpty());
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return withNested(type).flatMap(used -> used.getDirectDependenciesToSelf().stream()).map(Dependency::getOriginClass)
                .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
    }

    /** Part of what a public neighbour takes or gives: its users need it although they may never write its name. */
    private static boolean isShownByANeighbour(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(neighbour -> neighbour.getModifiers().contains(JavaModifier.PUBLIC) && !isPartOf(neighbour, type))
                .flatMap(neighbour -> neighbour.getMembers().stream())
                .filter(member -> !member.getModifiers().contains(JavaModifier.PRIVATE))
                .flatMap(member -> member.getAllInvolvedRawTypes().stream())
                .anyMatch(shown -> isPartOf(shown, type));
    }

    private static Stream<JavaClass> withNested(JavaClass type) {
        return type.getPackage().getClasses().stream().filter(candidate -> isPartOf(candidate, type));
    }

    private static boolean isPartOf(JavaClass candidate, JavaClass type) {
        return candidate.equals(type) || candidate.getName().startsWith(type.getName() + "$");
    }

    private static ArchCondition<JavaClass> satisfy(String what, Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).forEach(violation -> events.add(SimpleConditionEvent.violated(type, violation)));
            }
        };
    }
}
