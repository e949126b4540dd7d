package io.xvad.video.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every relation on tracks that were constructed to have it, and on tracks that just fail to. */
class GeometricSceneGraphTest {

    private static final int RATE = 10;

    /** Something of a class whose box moves by so many pixels a frame; walkers are 20 x 50 pixels. */
    private record Course(String className, int x, int y, int width, int height, int right, int down)
            implements IntFunction<SceneObject> {

        static Course walker(int x, int y, int right, int down) {
            return new Course("person", x, y, 20, 50, right, down);
        }

        @Override
        public SceneObject apply(int frame) {
            Box box = new Box(x + right * frame, y + down * frame, width, height);
            return new SceneObject(0, className, 1, box, right * RATE, down * RATE);
        }
    }

    /** The words that hold after some frames, of the first as subject and of the second as subject. */
    private static List<Set<String>> after(int frames, Course one, Course other) {
        GeometricSceneGraph graph = new GeometricSceneGraph(RelationVocabulary.load(), RelationThresholds.defaults());
        SceneGraph last = graph.next(0, List.of());
        for (int frame = 0; frame < frames; frame++) {
            last = graph.next(
                    frame / (double) RATE, List.of(numbered(7, one.apply(frame)), numbered(8, other.apply(frame))));
        }
        Map<Long, Set<String>> bySubject = new HashMap<>();
        last.pairs().forEach(pair -> bySubject.put(pair.moment().subject().number(), pair.relations()));
        return List.of(bySubject.getOrDefault(7L, Set.of()), bySubject.getOrDefault(8L, Set.of()));
    }

    private static SceneObject numbered(long number, SceneObject one) {
        return new SceneObject(number, one.className(), 1, one.box(), one.right(), one.down());
    }

    @Test
    void whoStandsCloseIsNearAndLeft() {
        List<Set<String>> words = after(1, Course.walker(100, 100, 0, 0), Course.walker(145, 100, 0, 0));
        assertThat(words).containsExactly(Set.of("near", "left-of"), Set.of());
        assertThat(after(1, Course.walker(100, 100, 0, 0), Course.walker(146, 100, 0, 0)))
                .containsExactly(Set.of(), Set.of());
    }

    @Test
    void leftIsSaidOnlyAtOneLevel() {
        assertThat(after(1, Course.walker(100, 100, 0, 0), Course.walker(125, 125, 0, 0))
                        .get(0))
                .contains("left-of");
        assertThat(after(1, Course.walker(100, 100, 0, 0), Course.walker(125, 126, 0, 0))
                        .get(0))
                .doesNotContain("left-of");
    }

    @Test
    void boxesThatShareAFifthOverlap() {
        assertThat(after(1, Course.walker(100, 100, 0, 0), Course.walker(116, 100, 0, 0))
                        .get(0))
                .contains("overlaps", "near");
        assertThat(after(1, Course.walker(100, 100, 0, 0), Course.walker(117, 100, 0, 0))
                        .get(0))
                .doesNotContain("overlaps");
    }

    @Test
    void aRiderIsOnTheBicycle() {
        Course bicycle = new Course("bicycle", 90, 120, 50, 40, 3, 0);
        List<Set<String>> words = after(1, Course.walker(105, 95, 3, 0), bicycle);
        assertThat(words.get(0)).contains("on");
        assertThat(words.get(1)).doesNotContain("on");
        assertThat(after(1, Course.walker(150, 95, 3, 0), bicycle).get(0)).doesNotContain("on");
    }

    @Test
    void whatGoesAlongInTheBoxIsHeld() {
        Course bag = new Course("bag", 108, 120, 10, 12, 3, 0);
        assertThat(after(11, Course.walker(100, 100, 3, 0), bag).get(0)).contains("holds");
        assertThat(after(10, Course.walker(100, 100, 3, 0), bag).get(0)).doesNotContain("holds");
        assertThat(after(11, Course.walker(100, 100, 3, 0), new Course("bag", 108, 120, 10, 12, 1, 0))
                        .get(0))
                .doesNotContain("holds");
    }

    @Test
    void twoWhoGoSideBySideMoveTogether() {
        List<Set<String>> words = after(11, Course.walker(100, 100, 3, 0), Course.walker(105, 120, 3, 0));
        assertThat(words.get(0)).contains("moves-with").doesNotContain("follows");
        assertThat(after(11, Course.walker(100, 100, 3, 0), Course.walker(105, 120, -3, 0))
                        .get(0))
                .doesNotContain("moves-with");
        assertThat(after(11, Course.walker(100, 100, 0, 0), Course.walker(105, 120, 0, 0))
                        .get(0))
                .doesNotContain("moves-with");
    }

    @Test
    void whoGoesBehindFollows() {
        List<Set<String>> words = after(11, Course.walker(100, 100, 3, 0), Course.walker(170, 100, 3, 0));
        assertThat(words.get(0)).contains("follows").doesNotContain("approaches");
        assertThat(words.get(1)).doesNotContain("follows");
        assertThat(after(10, Course.walker(100, 100, 3, 0), Course.walker(170, 100, 3, 0))
                        .get(0))
                .doesNotContain("follows");
        assertThat(after(11, Course.walker(100, 100, 3, 0), Course.walker(170, 100, -3, 0))
                        .get(0))
                .doesNotContain("follows");
    }

    @Test
    void whoGoesUpToSomebodyApproaches() {
        List<Set<String>> words = after(11, Course.walker(100, 100, 3, 0), Course.walker(200, 100, 0, 0));
        assertThat(words.get(0)).contains("approaches");
        assertThat(words.get(1)).doesNotContain("approaches");
        assertThat(after(11, Course.walker(100, 100, -3, 0), Course.walker(200, 100, 0, 0))
                        .get(0))
                .doesNotContain("approaches");
        assertThat(after(11, Course.walker(100, 100, 2, 0), Course.walker(200, 100, 0, 0))
                        .get(0))
                .as("by less than half a size")
                .doesNotContain("approaches");
    }

    @Test
    void twoWhoStandTogetherTalk() {
        assertThat(after(21, Course.walker(100, 100, 0, 0), Course.walker(130, 100, 0, 0))
                        .get(0))
                .contains("talks-to");
        assertThat(after(20, Course.walker(100, 100, 0, 0), Course.walker(130, 100, 0, 0))
                        .get(0))
                .doesNotContain("talks-to");
        assertThat(after(21, Course.walker(100, 100, 1, 0), Course.walker(130, 100, 1, 0))
                        .get(0))
                .as("a fifth of a size a second is no longer still")
                .doesNotContain("talks-to");
    }

    @Test
    void aSymmetricRelationIsToldOnceAndByTheSameSubjectWhateverTheOrder() {
        GeometricSceneGraph graph = new GeometricSceneGraph(RelationVocabulary.load(), RelationThresholds.defaults());
        SceneObject dog = numbered(1, new Course("dog", 100, 120, 30, 20, 0, 0).apply(0));
        SceneObject person = numbered(0, Course.walker(125, 100, 0, 0).apply(0));
        List<Triple> near = graph.next(0, List.of(person, dog))
                .triples()
                .filter(triple -> triple.relation().equals("near"))
                .toList();
        assertThat(near).containsExactly(new Triple("dog", "near", "person"));
        assertThat(near.get(0)).hasToString("dog near person");
    }

    @Test
    void anUnknownVelocityHoldsNothingThatNeedsIt() {
        GeometricSceneGraph graph = new GeometricSceneGraph(RelationVocabulary.load(), RelationThresholds.defaults());
        List<SceneObject> hidden = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Box box = new Box(100 + 30 * i, 100, 20, 50);
            hidden.add(new SceneObject(i, "person", 1, box, Double.NaN, Double.NaN));
        }
        SceneGraph last = graph.next(0, hidden);
        for (int frame = 1; frame <= 30; frame++) {
            last = graph.next(frame / 10.0, hidden);
        }
        assertThat(last.triples().map(Triple::relation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("near", "left-of");
    }

    @Test
    void aWordStandsForOneRelationAndAnUnknownOneIsRefused() {
        RelationVocabulary all = RelationVocabulary.load();
        assertThat(all.relations()).isSortedAccordingTo(Comparator.comparing(all.relations()::indexOf));
        assertThat(all.words()).contains("near", "talks-to", "bigger-than").doesNotHaveDuplicates();
        assertThat(all.only(List.of("on", "near")).words()).containsExactly("on", "near");
        assertThatThrownBy(() -> all.only(List.of("hugs")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hugs")
                .hasMessageContaining("talks-to");
        assertThatThrownBy(() -> new RelationVocabulary(List.of(GeometricRelation.ON, GeometricRelation.ON)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on");
    }

    @Test
    void aRelationOfOnesOwnIsToldToo() {
        Course truck = new Course("truck", 130, 60, 120, 90, 0, 0);
        List<Set<String>> words = after(1, Course.walker(100, 100, 0, 0), truck);
        assertThat(words.get(1)).contains("bigger-than");
        assertThat(words.get(0)).doesNotContain("bigger-than");
    }

    @Test
    void everyDefinitionIsASentenceOfItsOwn() {
        assertThat(GeometricRelation.values())
                .extracting(Relation::definition)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(20));
    }
}
