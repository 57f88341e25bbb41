package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of repositories as their pages show them, and what a person would take of them. */
class RepositoryShapesTest {

    @ParameterizedTest
    @MethodSource("dev.weighbridge.source.Shape#all")
    void takesOneSetAndEverythingThatIsNoWeights(Shape shape) {
        Choice choice = FileChoice.choose(shape.listing(), new Selection(List.of(), List.of(), shape.head("asked")), shape::read);
        assertThat(choice.taken()).extracting(SourceFile::path).containsExactlyInAnyOrderElementsOf(shape.taken());
        assertThat(choice.leftOut()).extracting(left -> left.file().path()).containsExactlyInAnyOrderElementsOf(shape.leftOut());
        String weights = choice.weights();
        assertThat(weights == null ? "none" : weights).isEqualTo(shape.head("weights"));
        String problem = shape.head("problem");
        if (problem == null) {
            assertThat(choice.problems()).isEmpty();
        } else {
            assertThat(choice.problems()).singleElement().asString().startsWith(problem);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weighbridge.source.Shape#all")
    void takesEverythingWhenAllIsAskedFor(Shape shape) {
        Choice choice = FileChoice.choose(shape.listing(), new Selection(List.of(), List.of(), "ALL"), FileChoiceTest.UNREAD);
        assertThat(choice.taken()).isEqualTo(shape.listing().files());
        assertThat(choice.leftOut()).isEmpty();
    }

    /** What is taken is a model in itself: the same request to it leaves nothing more out. */
    @ParameterizedTest
    @MethodSource("dev.weighbridge.source.Shape#all")
    void takesAllOfWhatItHasChosen(Shape shape) {
        Choice again = FileChoice.choose(Shape.listingOf(shape.taken().stream()),
                new Selection(List.of(), List.of(), shape.head("asked")), shape::read);
        assertThat(again.leftOut()).isEmpty();
    }
}
